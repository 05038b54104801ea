#!/usr/bin/env python3
"""Clients that break the rules, never end, or come in crowds, against a server that runs.

    attacks.py PORT PID BOUND_MB [--tls]

PORT is gazette's own, or with --tls that of nginx before it, with the shipped site file. PID is
gazette's, whose memory is looked at. After each attack an ordinary search is answered, and the
memory at its highest is less than BOUND_MB more than at the start; less than ALONE_MB as long as
one client attacks at a time. Answers that may come are listed attack by
attack; none at all (hung up) is as good as a refusal. /smuggled is a request that only one reader
of two would see; its answer, 404, is allowed nowhere.
"""
import gzip
import itertools
import socket
import ssl
import struct
import sys
import threading

PORT, PID, BOUND_MB = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
TLS = "--tls" in sys.argv
NAME = "search.example.org" if TLS else "localhost"
HOST = f"Host: {NAME}\r\n".encode()
CONTEXT = ssl.create_default_context()
CONTEXT.check_hostname = False
CONTEXT.verify_mode = ssl.CERT_NONE
MEGABYTE = 1 << 20
ALONE_MB = 32
PATIENCE = 60  # seconds until a socket that nobody serves counts as a failure

# The site file bounds what one address may ask; a crowd has many.
ADDRESSES = itertools.cycle(f"127.0.{i}.{j}" for j in range(1, 255) for i in range(1, 5))


class Attacker:
    """A connection from an address of its own."""

    def __init__(self):
        plain = socket.create_connection(("127.0.0.1", PORT), PATIENCE, (next(ADDRESSES), 0))
        self.socket = CONTEXT.wrap_socket(plain) if TLS else plain

    def send(self, data):
        """False where the server has hung up."""
        try:
            self.socket.sendall(data)
            return True
        except TimeoutError:
            raise
        except OSError:
            return False

    def read(self, most=8 * MEGABYTE):
        """Until the server hangs up. TimeoutError: it does not."""
        data = b""
        try:
            while len(data) < most and (piece := self.socket.recv(65536)):
                data += piece
        except TimeoutError:
            raise
        except OSError:
            pass
        return data

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self):
        self.socket.close()


def statuses(data):
    """Of the answers in these bytes, cut by their lengths; those in chunks end the list."""
    found = []
    while data.startswith(b"HTTP/1.1 "):
        head, _, rest = data.partition(b"\r\n\r\n")
        found.append(int(head[9:12]))
        fields = [line.partition(b":") for line in head.split(b"\r\n")[1:]]
        length = [int(value) for name, _, value in fields if name.lower() == b"content-length"]
        data = rest[length[0]:] if length else b""
    return found


def peak_mb():
    with open(f"/proc/{PID}/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def request(line, *fields, body=b"", length=True):
    head = line + b" HTTP/1.1\r\n" + HOST + b"".join(field + b"\r\n" for field in fields)
    if body and length:
        head += b"Content-Length: %d\r\n" % len(body)
    return head + b"\r\n" + body


CLOSE = b"Connection: close"
JSON = b"Content-Type: application/json"
BATCH = b"POST /api/v1/search/batch"
INNER = b"GET /smuggled HTTP/1.1\r\n" + HOST + b"\r\n"
TOO_MUCH = {400, 413, 414, 431}
OK, REFUSED, MISSING = {200}, {400, 405, 413, 415, 431, 501, 505}, {404}


def search(query):
    return request(b"GET /api/v1/search?q=" + query, CLOSE)


# What is sent at once: name, bytes, statuses that may answer it.
AT_ONCE = [
    ("two lengths", request(BATCH, CLOSE, JSON, b"Content-Length: 5", b"Content-Length: 6") + b"12345", REFUSED),
    ("a length and chunks (CL.TE)", request(BATCH, JSON, b"Content-Length: 5", b"Transfer-Encoding: chunked") + b"0\r\n\r\n" + INNER, REFUSED),
    ("chunks and a length (TE.CL)", request(BATCH, JSON, b"Transfer-Encoding: chunked", b"Content-Length: 4") + b"5c\r\n" + INNER + b"\r\n0\r\n\r\n", REFUSED),
    ("chunks by another name", request(BATCH, CLOSE, JSON, b"Transfer-Encoding: xchunked") + b"0\r\n\r\n", REFUSED),
    ("chunks behind a space", request(BATCH, CLOSE, JSON, b"Transfer-Encoding : chunked") + b"0\r\n\r\n", REFUSED),
    ("a chunk of a size without end", request(BATCH, JSON, b"Transfer-Encoding: chunked") + b"f" * 4096, REFUSED),
    ("a body of a GET", request(b"GET /", b"Content-Length: %d" % len(INNER)) + INNER + request(b"GET /healthz", CLOSE), REFUSED | OK),
    ("a length with a sign", request(BATCH, CLOSE, JSON, b"Content-Length: +5") + b"12345", REFUSED),
    ("a length past 64 bits", request(BATCH, CLOSE, JSON, b"Content-Length: 99999999999999999999"), REFUSED),
    ("a NUL in a field", request(b"GET /", CLOSE, b"X: a\0b"), REFUSED),
    ("a NUL in the target", request(b"GET /a\0b", CLOSE), REFUSED),
    ("an encoded NUL", search(b"a%00b"), REFUSED),
    ("broken UTF-8", search(b"%c3%28%ff"), REFUSED),
    ("an overlong slash", request(b"GET /%c0%af..%c0%afetc/passwd", CLOSE), REFUSED | MISSING),
    ("a path upwards", request(b"GET /../../etc/passwd", CLOSE), REFUSED | MISSING),
    ("an encoded path upwards", request(b"GET /%2e%2e/%2e%2e/etc/passwd", CLOSE), REFUSED | MISSING),
    ("a folded field", request(b"GET /", CLOSE, b"X: a\r\n b: c"), REFUSED | OK),
    ("a CR alone in a field", request(b"GET /", CLOSE, b"X: a\rX-Other: b"), REFUSED | OK),
    ("LF without CR", b"GET /healthz HTTP/1.1\nHost: " + NAME.encode() + b"\nConnection: close\n\n", REFUSED | OK),
    ("no Host", b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", REFUSED),
    ("two Hosts", request(b"GET /", CLOSE, b"Host: elsewhere.example"), REFUSED),
    ("CR LF in a query", search(b"a%0d%0aX-Injected:%201"), OK),
    ("CR LF in the page's query", request(b"GET /?q=a%0d%0aX-Injected:%201", CLOSE), OK),
    ("CR LF in an export's name", request(b"GET /api/v1/export?format=csv%0d%0aX-Injected:%201", CLOSE), REFUSED),
    ("what a client says of its address", request(b"GET /healthz", CLOSE, b"REMOTE_ADDR: 10.0.0.1", b"X-Forwarded-For: 10.0.0.1"), OK),
    ("500 ranges", request(b"GET /app.js", CLOSE, b"Range: bytes=" + b",".join(b"%d-" % i for i in range(500))), OK),
    ("a compressed body", request(BATCH, CLOSE, JSON, b"Content-Encoding: gzip", body=gzip.compress(bytes(200 * MEGABYTE), 9)), REFUSED),
    ("a large body", request(BATCH, CLOSE, JSON, body=bytes(MEGABYTE)), REFUSED),
    ("a deep body", request(BATCH, CLOSE, JSON, body=b"[" * 200_000), REFUSED),
    ("a body of other fields", request(BATCH, CLOSE, JSON, body=b'{"a":' * 20_000), REFUSED),
    ("other methods: TRACE", request(b"TRACE /", CLOSE), REFUSED),
    ("other methods: CONNECT", b"CONNECT example.org:443 HTTP/1.1\r\n" + HOST + b"\r\n", REFUSED),
    ("another protocol: h2c", request(b"GET /healthz", b"Connection: Upgrade, close", b"Upgrade: h2c"), OK),
    ("another protocol: TLS in TLS, or in plain", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500) + b"\r\n\r\n", REFUSED),
    ("100,000 brackets", search(b"(" * 30_000), REFUSED),
    ("1,000 words", search(b"+OR+".join(b"w%d" % i for i in range(1000))), OK | REFUSED),
    ("stars alone", search(b"*"), REFUSED | OK),
    ("300 parameters", request(b"GET /api/v1/search?" + b"&".join(b"lang=en" for _ in range(300)), CLOSE), REFUSED),
    ("a target that is too long", request(b"GET /" + b"a" * 100_000, CLOSE), REFUSED | {414}),
]

# What never ends: how it begins, and what goes on.
WITHOUT_END = [
    ("a target", b"GET /", b"a"),
    ("a field", b"GET / HTTP/1.1\r\n" + HOST + b"X: ", b"a"),
    ("fields", b"GET / HTTP/1.1\r\n" + HOST, b"X: a\r\n"),
    ("empty lines", b"", b"\r\n"),
    ("a chunked body", request(BATCH, JSON, b"Transfer-Encoding: chunked"), b"1000\r\n" + b"a" * 4096 + b"\r\n"),
    ("a body past its length", request(BATCH, JSON, b"Content-Length: 2") + b"{}", b"a"),
    ("a batch's body", request(BATCH, JSON, b"Content-Length: 99999999"), b" "),
]

failed = False


def fail(what):
    global failed
    failed = True
    print(what, flush=True)


def ordinary():
    client = Attacker()
    client.send(request(b"GET /api/v1/search?q=duty", CLOSE))
    return statuses(client.read())


START_MB = peak_mb()


def check(name, most_mb=BOUND_MB):
    """What must hold after each attack."""
    try:
        found = ordinary()
    except OSError as error:
        found = [error]
    if found != [200]:
        fail(f"{name}: the next search got {found}")
    grown = peak_mb() - START_MB
    if grown > most_mb:
        fail(f"{name}: {grown:.0f} MB more than at the start")
    print(f"  {name}: {grown:.0f} MB", flush=True)


def at_once():
    for name, data, allowed in AT_ONCE:
        client = Attacker()
        client.send(data)
        try:
            answer = client.read()
        except TimeoutError:
            fail(f"{name}: neither answered nor hung up")
            continue
        found = statuses(answer)
        if len(found) > 2 or not set(found) <= allowed:
            fail(f"{name}: answered with {found}")
        if b"\r\nX-Injected" in answer.partition(b"\r\n\r\n")[0]:
            fail(f"{name}: became a field")
        client.close()
        check(name, ALONE_MB)


def without_end():
    for name, start, more in WITHOUT_END:
        client = Attacker()
        client.send(start)
        block = more * (65536 // len(more) + 1)
        sent = 0
        # What it sends in vain is read for a while, so that it gets the answer; by nginx for 30 s.
        most = (16 if TLS else 256) * MEGABYTE
        while sent < most and client.send(block):
            sent += len(block)
        try:
            if sent >= most and not (TLS and set(statuses(client.read())) <= TOO_MUCH):
                fail(f"{name} without end: taken")
        except TimeoutError:
            fail(f"{name} without end: not hung up on")
        client.close()
        check(f"{name} without end", ALONE_MB)


def crowd(name, count, begin):
    """`count` clients that are all there at once, while an ordinary one asks; then they go."""
    clients = []
    for _ in range(count):
        client = Attacker()
        begin(client)
        clients.append(client)
    check(name)
    return clients


def read_first(client):
    client.send(request(b"GET /healthz"))
    client.socket.recv(4096)


def hang_up(clients):
    for client in clients:
        client.close()


def crowds():
    hang_up(crowd("1,200 idle clients, one request each", 1200, read_first))
    hang_up(crowd("1,200 clients that say nothing", 1200, lambda client: None))
    slow = crowd("400 slow heads", 400, lambda c: c.send(b"GET / HTTP/1.1\r\n" + HOST + b"X: "))
    bodies = crowd("400 slow bodies", 400, lambda c: c.send(request(BATCH, JSON, b"Content-Length: 262144") + b" " * 200_000))
    # A byte now and then, which wins no time: all are hung up on. nginx takes bodies so, at its own
    # cost.
    if not TLS:
        slow += bodies
    gone = threading.Event()

    def drip():
        while not gone.wait(1):
            for client in slow:
                client.send(b"a")

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        for client in slow:
            client.read()
    except TimeoutError:
        fail("a slow client is never hung up on")
    gone.set()
    dripping.join()
    hang_up(slow + bodies)
    check("all of them hung up on")
    hang_up(crowd("200 that take no answer", 200, lambda c: c.send(request(b"GET /style.css") * 50)))
    flood = request(b"GET /api/v1/search?q=care")
    hang_up(crowd("20 that ask 2,000 times and listen to nothing", 20, lambda c: threading.Thread(
        target=c.send, args=(flood * 2000,), daemon=True).start()))
    for _ in range(1000):
        client = Attacker()
        client.send(request(b"GET /api/v1/search?q=duty"))
        client.reset()
    check("1,000 that ask and reset the connection")


at_once()
without_end()
crowds()
sys.exit(failed)
