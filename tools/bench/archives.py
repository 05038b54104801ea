#!/usr/bin/env python3
"""Are all inputs of real archives accounted for, and found?

  tools/bench/archives.py GAZETTE FOLDER WORK [--damaged N]

Indexes the tar.zst archives of FOLDER with all recipes into WORK/index, looks for a phrase from the middle of 500
documents, and indexes N damaged files (1,000) made from the archives: cut, with bits flipped, with another suffix, with
pieces exchanged. Prints what was found, and what was not.
"""
import argparse, json, os, pathlib, random, re, sqlite3, subprocess, tarfile, time
import urllib.error, urllib.parse, urllib.request

PORT = 18931
SUFFIXES = "pdf html xml md json jsonl txt zip gz warc docx epub eml sgm csv tar rtf 7z".split()


def index(gazette, folder, paths, *options):
    command = [gazette, "index", "--index", folder, "--json", *options, *paths]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def get(path, **parameters):
    address = f"http://127.0.0.1:{PORT}{path}?" + urllib.parse.urlencode(parameters)
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)


def phrase_of(text):
    """Whole words of the longest line, or a piece of it in scripts without spaces."""
    line = max(re.split(r"[\n\r]", text), key=len).strip()
    words = line.split()
    if len(words) > 8:
        middle = len(words) // 2
        line = " ".join(words[middle - 3:middle + 4])
    elif len(words) > 2:
        line = " ".join(words[1:-1])
    elif not re.search("[A-Za-z]", line):
        # A number is one word: no piece of it.
        line = re.sub(r"^\d+|\d+$", "", line[len(line) // 4:len(line) // 4 + 14])
    return re.sub(r'["\\]', " ", line).strip()


def is_found(wanted, phrase):
    try:
        answer = get("/api/v1/search", q=f'"{phrase}"', limit=100)
    except urllib.error.HTTPError as refused:
        print("refused:", phrase, refused.read().decode()[:300])
        return False
    for _ in range(100):
        if any(hit["id"] == wanted for hit in answer["hits"]):
            return True
        if not answer.get("cursor"):
            return False
        answer = get("/api/v1/search", cursor=answer["cursor"])
    return False


def look_for_phrases(gazette, folder, count):
    ledger = sqlite3.connect(f"file:{folder}/ledger.sqlite?mode=ro", uri=True)
    table = "inputs_" + str(ledger.execute("SELECT max(generation) FROM generations").fetchone()[0])
    ids = [row[0] for row in ledger.execute(f"SELECT doc_id FROM {table} WHERE outcome = 'indexed' ORDER BY doc_id")]
    server = subprocess.Popen([gazette, "serve", "--index", folder, "--port", str(PORT)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found, lost, none = 0, [], 0
    try:
        time.sleep(2)
        for wanted in random.sample(ids, min(count, len(ids))):
            document = "/api/v1/documents/" + urllib.parse.quote(wanted, safe="")
            size = get(document, begin=0, end=1)["text_bytes"]
            phrase = phrase_of(get(document, begin=max(0, size // 2 - 150), end=min(size, size // 2 + 250))["text"])
            if not re.search(r"\w", phrase):
                none += 1
            elif is_found(wanted, phrase):
                found += 1
            else:
                lost.append((wanted, phrase))
    finally:
        server.kill()
    return found, lost, none


def damage(archives, folder, count):
    by_suffix = {}
    for archive in archives:
        with open(archive, "rb") as packed:
            unpacked = subprocess.Popen(["zstd", "-dcq"], stdin=packed, stdout=subprocess.PIPE)
        with tarfile.open(fileobj=unpacked.stdout, mode="r|") as tar:
            for member in tar:
                if not member.isfile() or not 0 < member.size < 3_000_000:
                    continue
                kept = by_suffix.setdefault(pathlib.PurePath(member.name).suffix, [])
                if len(kept) < 60:
                    kept.append(tar.extractfile(member).read())
        unpacked.wait()
    for number in range(count):
        suffix = random.choice(sorted(by_suffix))
        data = bytearray(random.choice(by_suffix[suffix]))
        how = number % 4
        if how == 0:
            data = data[:random.randrange(1, len(data) + 1)]
        elif how == 1:
            for _ in range(random.choice([1, 10, 200])):
                data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        elif how == 2:
            suffix = "." + random.choice(SUFFIXES)
        else:
            cut = random.randrange(len(data))
            data = data[cut:] + data[:cut // 2]
        (folder / f"{number:04d}{suffix}").write_bytes(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gazette")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--damaged", type=int, default=1000)
    options = parser.parse_args()
    random.seed(5)
    archives = sorted(options.folder.glob("*.tar.zst"))
    report = index(options.gazette, options.work / "index", archives, "--recipe", "all")
    print({name: report[name] for name in
           ("documents", "copies", "rejected_by_reason", "skipped", "seconds", "peak_memory_bytes")})
    found, lost, none = look_for_phrases(options.gazette, options.work / "index", 500)
    print(f"phrases: {found} found, {len(lost)} not, {none} documents without words there")
    for row in lost:
        print("  ", row)
    folder = options.work / "damaged"
    os.makedirs(folder)
    damage(archives, folder, options.damaged)
    report = index(options.gazette, options.work / "damaged-index", [folder])
    ledger = sqlite3.connect(f"file:{options.work}/damaged-index/ledger.sqlite?mode=ro", uri=True)
    rows = ledger.execute("SELECT outcome, reason, count(*) FROM inputs_1 WHERE container = 0 GROUP BY 1, 2").fetchall()
    print(f"damaged: {sum(row[2] for row in rows)} of {options.damaged} in the ledger, "
          f"{report['peak_memory_bytes'] >> 20} MB, {report['seconds']:.0f} s", rows)


if __name__ == "__main__":
    main()
