#!/usr/bin/env python3
"""Clients beside a load.

    load_clients.py idle PORT COUNT SLOW     COUNT that asked once and say nothing more, SLOW that send
                                             a head byte by byte, over TLS, until killed
    load_clients.py health PORT SECONDS      asks /healthz each 50 ms; prints p50, p99 and most in ms
    load_clients.py crowd PORT COUNT TARGET  COUNT at once; prints how many got which status, and
                                             whether each 503 says when to come back
    load_clients.py kinds PORT QUERIES.tsv   asks for a page of each query, and then again; prints kind and
                                             milliseconds of both; queries that are refused go to
                                             stderr
"""
import collections
import socket
import ssl
import sys
import threading
import time
from urllib.parse import quote_plus

from query_kinds import read_queries

PORT = int(sys.argv[2])
# One for all: reading the system's certificates anew for each connection would be the load that is measured.
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TLS.check_hostname = False
TLS.verify_mode = ssl.CERT_NONE


def connect(tls, number=0):
    address = ("127.0.%d.%d" % (number // 250 + 1, number % 250 + 1), 0)
    plain = socket.create_connection(("127.0.0.1", PORT), 30, address)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if not tls:
        return plain
    return TLS.wrap_socket(plain)


def read_head(client):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(65536)
        if not piece:
            break
        data += piece
    return data


def read_answer(client):
    """Status and length of an answer to a request that keeps the connection."""
    data = read_head(client)
    head, _, body = data.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    length = int(fields[b"content-length"])
    while len(body) < length:
        piece = client.recv(65536)
        if not piece:
            break
        body += piece
    return head[9:12].decode(), len(body)


def kinds(path):
    client = connect(False)
    refused = {}

    def milliseconds(target):
        begin = time.perf_counter()
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        status, _ = read_answer(client)
        took = (time.perf_counter() - begin) * 1000
        if status == "200":
            return took
        refused[target] = status
        return None

    targets = [("healthz", "/healthz")] * 100
    for kind, query in read_queries(path):
        asked = quote_plus(query)
        targets.append((kind, {
            "facets": f"/api/v1/facets?facet=lang&facet=source&q={asked}",
            "newest": f"/api/v1/search?limit=10&sort=newest&q={asked}",
        }.get(kind, f"/api/v1/search?limit=10&q={asked}")))
    first = [milliseconds(target) for _, target in targets]
    again = [milliseconds(target) for _, target in targets]
    for (kind, _), *took in zip(targets, first, again):
        if None not in took:
            print("{}\t{:.3f}\t{:.3f}".format(kind, *took))
    for target, status in refused.items():
        print(f"load_clients: {status} for {target}", file=sys.stderr)
    if len(refused) == len(targets) - 100:
        sys.exit("load_clients: not one query was answered")


def idle(count, slow):
    head = b"GET /healthz HTTP/1.1\r\nHost: search.example.org\r\n"
    quiet, dripping = [], {}
    for number in range(count):
        quiet.append(connect(True, number))
        quiet[-1].sendall(head + b"\r\n")
        read_head(quiet[-1])
    for number in range(slow):
        dripping[count + number] = connect(True, count + number)
    print("there", flush=True)
    while True:
        for number in list(dripping):
            try:
                dripping[number].sendall(b"G")
            except OSError:  # hung up on by the time-out for heads: comes again
                dripping[number] = connect(True, number)
        time.sleep(1)


def health(seconds):
    times = []
    end = time.monotonic() + seconds
    client = connect(False)
    while time.monotonic() < end:
        begin = time.monotonic()
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        read_head(client)
        times.append((time.monotonic() - begin) * 1000)
        time.sleep(0.05)
    times.sort()
    print("health %.2f %.2f %.2f" % (times[len(times) // 2], times[int(len(times) * 0.99)], times[-1]))


def crowd(count, target):
    found = collections.Counter()
    lock = threading.Lock()

    def ask(number):
        client = connect(False, number)
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        head = read_head(client)
        said = head[9:12].decode() + (" with Retry-After" if b"Retry-After:" in head else "")
        with lock:
            found[said] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("crowd " + ", ".join(f"{many} got {said}" for said, many in sorted(found.items())))


if sys.argv[1] == "kinds":
    kinds(sys.argv[3])
elif sys.argv[1] == "idle":
    idle(int(sys.argv[3]), int(sys.argv[4]))
elif sys.argv[1] == "health":
    health(float(sys.argv[3]))
else:
    crowd(int(sys.argv[3]), sys.argv[4])
