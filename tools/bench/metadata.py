#!/usr/bin/env python3
"""Do documents have the title, language and date that their source states?

  tools/bench/metadata.py GAZETTE FOLDER INDEX [--sample N] [--port P]

INDEX holds the tar.zst archives of FOLDER (tools/bench/archives.py makes it). What a source states is read here, by
other code than the program's: front matter, elements of law XML, titles of pages and stories. Prints for each archive how
many of the N documents looked at (300 an archive) have it, and what differs.
"""
import argparse, collections, html, json, pathlib, random, re, sqlite3, subprocess, tarfile, time
import urllib.error, urllib.parse, urllib.request

LANGUAGES = {
    "ae-laws-html": {"ar"}, "au-press-releases-txt": {"en"}, "cn-laws-md": {"zh-Hans"}, "de-gesetze": {"de"},
    "fr-codes-md": {"fr"}, "fr-wikinews": {"fr"}, "hk-legco-hansard": {"zh-Hant", "en"}, "ie-acts-md": {"en"},
    "jp-laws-md": {"ja"}, "kr-laws-md": {"ko"}, "lu-akn-xml-pdf": {"fr", "de"}, "ru-laws-html": {"ru"},
    "th-govnews-txt": {"th", "en"}, "uy-laws-md": {"es"}, "nist-sp800-53-oscal": {"en"},
}
FRONT = {
    "title": ("title", "Title", "제목"),
    "date": ("publication_date", "공포일자"),
}


def front_matter(text):
    found = re.match(r"---\n(.*?)\n---\n", text, re.S)
    # A value may go on in lines that are set in.
    pairs = re.findall(r"^([^\s:]+):[ \t]*(\"(?:[^\"\\]|\\.)*\"|.+(?:\n[ \t]+\S.*)*)$", found.group(1), re.M) if found else []
    fields = {name: re.sub(r"\s*\n\s*", " ", value) for name, value in pairs}
    stated = {}
    for name, keys in FRONT.items():
        value = next((fields[key] for key in keys if key in fields), "").strip()
        value = re.sub(r'^"(.*)"$', lambda m: m.group(1).replace('\\"', '"'), value)
        value = re.sub(r"^'(.*)'$", lambda m: m.group(1).replace("''", "'"), value)
        if value and value[0] not in "|>&*[{":
            stated[name] = value
    return stated


def element(text, name):
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", text, re.S)
    inner = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", found.group(1), flags=re.S) if found else ""
    return html.unescape(re.sub(r"<[^>]+>", "", inner)).strip()


def stated_by(archive, path, data):
    """title, date and lang as the source states them; what it does not state is not there."""
    text = data.decode("utf-8", "replace").lstrip("\ufeff").replace("\r\n", "\n")
    stated = {}
    if path.endswith(".md"):
        stated = front_matter(text)
    elif archive == "tw-laws-xml":
        english = "/Eng_" in "/" + path
        stated["title"] = element(text, "英文法規名稱" if english else "法規名稱")
        stated["lang"] = {"en" if english else "zh-Hant"}
    elif archive == "fr-wikinews" and path.endswith(".html"):
        stated["title"] = element(text, "title")
    elif archive == "th-govnews-txt":
        # Behind the name of the site.
        stated["title"] = text.split("\n", 1)[0].split("-ข่าวทำเนียบรัฐบาล-")[-1].strip()
    elif path.endswith("/document.html") or archive == "ae-laws-html":
        stated["title"] = element(text, "h1")
    if archive in LANGUAGES:
        stated.setdefault("lang", LANGUAGES[archive])
    return {name: value for name, value in stated.items() if value}


def members(archive, wanted):
    with open(archive, "rb") as packed:
        unpacked = subprocess.Popen(["zstd", "-dcq"], stdin=packed, stdout=subprocess.PIPE)
    with tarfile.open(fileobj=unpacked.stdout, mode="r|") as tar:
        for member in tar:
            if member.name in wanted:
                yield member.name, tar.extractfile(member).read()
    unpacked.wait()


def rows_of(index):
    """archive -> {member: document id}"""
    ledger = sqlite3.connect(f"file:{index}/ledger.sqlite?mode=ro", uri=True)
    table = "inputs_" + str(ledger.execute("SELECT max(generation) FROM generations").fetchone()[0])
    names = dict(ledger.execute(f"SELECT input_id, name FROM {table} WHERE container = 0"))
    rows = collections.defaultdict(dict)
    query = f"SELECT container, name, doc_id FROM {table} WHERE container != 0 AND outcome = 'indexed'"
    for container, name, document in ledger.execute(query):
        archive = pathlib.PurePath(names[container]).name.removesuffix(".tar.zst")
        if name.startswith("!/") and "!/" not in name[2:] and "#" not in name:
            rows[archive][name[2:]] = document
    return rows


def get(port, document):
    address = f"http://127.0.0.1:{port}/api/v1/documents/{urllib.parse.quote(document, safe='')}?begin=0&end=1"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)


def same_title(one, other):
    plain = lambda text: re.sub(r"[\s\u3000\u200b*_`\\]+", "", html.unescape(text)).casefold()
    return plain(one) == plain(other)


def compare(stated, document):
    """name -> (is right, stated, got)"""
    compared = {}
    if "title" in stated:
        compared["title"] = (same_title(stated["title"], document["title"]), stated["title"], document["title"])
    if "lang" in stated:
        lang = document.get("lang") or "und"
        compared["lang"] = (any(lang == tag or lang.startswith(tag + "-") for tag in stated["lang"]),
                            stated["lang"], lang)
    if "date" in stated:
        date = (document.get("dates") or {}).get("published") or document.get("date") or ""
        date = date.get("value", "") if isinstance(date, dict) else date
        compared["date"] = (date == stated["date"], stated["date"], date)
    return compared


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gazette")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("index", type=pathlib.Path)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--port", type=int, default=18932)
    options = parser.parse_args()
    random.seed(7)
    server = subprocess.Popen([options.gazette, "serve", "--index", options.index, "--port", str(options.port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    total = collections.Counter()
    try:
        time.sleep(2)
        for archive, documents in sorted(rows_of(options.index).items()):
            wanted = set(random.sample(sorted(documents), min(options.sample, len(documents))))
            right, all_of, wrong = collections.Counter(), collections.Counter(), []
            for path, data in members(options.folder / f"{archive}.tar.zst", wanted):
                stated = stated_by(archive, path, data)
                if not stated:
                    continue
                for name, (is_right, want, got) in compare(stated, get(options.port, documents[path])).items():
                    all_of[name] += 1
                    right[name] += is_right
                    if not is_right:
                        wrong.append((name, path, want, got))
            for name in all_of:
                total[name, "all"] += all_of[name]
                total[name, "right"] += right[name]
            if all_of:
                print(f"{archive}: " + ", ".join(f"{name} {right[name]}/{all_of[name]}" for name in sorted(all_of)))
            for row in wrong[:3]:
                print("   ", row)
    finally:
        server.kill()
    for name in ("title", "lang", "date"):
        right, every = total[name, "right"], total[name, "all"]
        print(f"{name}: {right} of {every} right, {100 * right / max(every, 1):.1f} %")


if __name__ == "__main__":
    main()
