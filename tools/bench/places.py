#!/usr/bin/env python3
"""Is a hit shown with the article, paragraph or page that its source has it in?

  tools/bench/places.py GAZETTE FOLDER INDEX [--sample N] [--port P]

INDEX holds the tar.zst archives of FOLDER (tools/bench/archives.py makes it). Where a phrase stands is read here, by other
code than the program's: from the elements of law XML, the headings and numbers of laws in Markdown, the pages of a PDF by pypdf
(pip install pypdf).
The phrase is then searched for, and the label or page of the segment of its hit compared. Prints for each format how many
of N places (50 a format) are right, and what differs.
"""
import argparse, io, json, pathlib, random, re, subprocess, tarfile, time
import urllib.parse, urllib.request
import xml.etree.ElementTree as tree

from metadata import rows_of

HAN = "一二三四五六七八九十百千〇零两"


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def text_of(element, without=()):
    """Text of an element, but for that of elements in it named `without`."""
    out = [element.text or ""]
    for child in element:
        if local(child) not in without:
            out.append(text_of(child, without))
        out.append(child.tail or "")
    return " ".join(out)


def local(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def formex(data):
    root = tree.fromstring(data)
    for article in inside(root, "ARTICLE", ("QUOT.S", "QUOT.START")):
        title = article.find("TI.ART")
        number = re.search(r"(\d+[a-z]*)\s*$", squeezed(text_of(title)) if title is not None else "")
        if not number:
            continue
        for paragraph in article.findall("PARAG"):
            own = paragraph.find("NO.PARAG")
            digits = re.match(r"\(?(\d+[a-z]*)\.?\)?$", squeezed(text_of(own)) if own is not None else "")
            block = paragraph.find("ALINEA")
            if digits and block is not None and block.find("LIST") is None and block.find("P") is None:
                yield f"Article {number[1]}({digits[1]})", squeezed(text_of(block, ("NOTE",)))


def inside(element, wanted, but_not):
    for child in element:
        if local(child) in but_not:
            continue
        if local(child) == wanted:
            yield child
        else:
            yield from inside(child, wanted, but_not)


def akoma_ntoso(data):
    root = tree.fromstring(data)
    for article in inside(root, "article", ("quotedStructure", "embeddedStructure", "quotedText")):
        number = re.match(r"(?:Art(?:icle)?\.?)\s*(\d+(?:er)?(?:-\d+|bis|ter)?)", squeezed(child_text(article, "num")))
        if not number:
            continue
        for paragraph in article:
            if local(paragraph) != "paragraph":
                continue
            own = re.match(r"\(?(\d+)\)$|(\d+)\.$", squeezed(child_text(paragraph, "num")))
            content = [c for c in paragraph if local(c) in ("content", "alinea")]
            if own and len(content) == 1:
                yield f"Article {number[1]}({own[1] or own[2]})", squeezed(text_of(content[0]))


def child_text(element, name):
    return next((text_of(child) for child in element if local(child) == name), "")


def taiwan(data):
    for article in tree.fromstring(data).iter("條文"):
        number = re.sub(r"\s+", "", article.findtext("條號") or "")
        lines = [line for line in (article.findtext("條文內容") or "").split("\n") if line.strip()]
        # A line that is set in goes on with the one before; numbered lines are items.
        if not number or len(lines) < 2 or any(re.match(rf"[\s　]|[{HAN}]+、|[（(]", line) for line in lines):
            continue
        for place, line in enumerate(lines, 1):
            yield f"{number}第{place}項", line.strip()


def german(data):
    section = None
    for block in re.split(r"\n\s*\n", data.decode()):
        heading = re.match(r"#+ (§ \d+[a-z]?|Art \d+[a-z]?)\b(?! bis| und|, )", block)
        if block.startswith("#"):
            section = heading[1] if heading else None
        paragraph = re.match(r"\((\d+[a-z]?)\) (.*)", block, re.S)
        if section and paragraph:
            yield f"{section}({paragraph[1]})", squeezed(paragraph[2])


def chinese(data):
    for block in data.decode().split("\n\n"):
        article = re.match(rf"(第[{HAN}]+条(?:之[{HAN}]+)?)[ 　](.*)", block)
        if article:
            yield article[1], article[2]


def japanese(data):
    for block in data.decode().split("\n\n"):
        article = re.match(rf"\*\*(第[{HAN}]+条(?:の[{HAN}]+)*)（[^*]*\*\*　(.*)", block)
        if article:
            yield article[1], article[2]


def korean(data):
    number = None
    for block in data.decode().split("\n\n"):
        heading = re.match(r"#+ (제\d+조(?:의\d+)?)", block)
        if block.startswith("#"):
            number = heading[1] if heading else None
        paragraph = re.match(r"\*\*([①-⑳])\*\* (.*)", block)
        if number and paragraph:
            yield f"{number}제{ord(paragraph[1]) - ord('①') + 1}항", paragraph[2]


def by_heading(pattern):
    def read(data):
        number = None
        for block in re.split(r"\n\s*\n", data.decode()):
            heading = re.fullmatch(pattern, block.strip())
            if heading:
                number = heading[1].rstrip(".")
            elif block.startswith("#"):
                number = None
            elif number:
                yield number, squeezed(block)
    return read


FORMATS = {
    "formex": ("eu-formex-xhtml", r"fmx4/.*(?<!doc)\.xml$", formex),
    "akoma_ntoso": ("lu-akn-xml-pdf", r"\.xml$", akoma_ntoso),
    "taiwan_law": ("tw-laws-xml", r"/FalVMingLing/.*\.xml$", taiwan),
    "markdown de": ("de-gesetze", r"\.md$", german),
    "markdown zh": ("cn-laws-md", r"\.md$", chinese),
    "markdown ja": ("jp-laws-md", r"\.md$", japanese),
    "markdown ko": ("kr-laws-md", r"\.md$", korean),
    "markdown fr": ("fr-codes-md", r"\.md$", by_heading(r"(?:#+ )?(Article [LRD]?\.? ?\d[\d-]*)")),
    "markdown es": ("uy-laws-md", r"\.md$", by_heading(r"#+ (Artículo \d+)")),
    "markdown en": ("ie-acts-md", r"\.md$", by_heading(r"#+ (\d+[A-Z]*)\. .*")),
    "pdf": ("debian-policy-docs", r"\.pdf$", None),
    "pdf fr": ("lu-akn-xml-pdf", r"\.pdf$", None),
}


PAGES_OF_A_FILE = 12


def pages(data):
    import pypdf  # of PyPI: another reader than the program's

    read = list(enumerate(pypdf.PdfReader(io.BytesIO(data)).pages, 1))
    for number, page in random.sample(read, min(len(read), PAGES_OF_A_FILE)):
        # A line inside the page, of words alone.
        for line in page.extract_text().split("\n")[3:-3]:
            if re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+){5,}[.,]?", line.strip()):
                yield number, line.strip()


def phrase_of(text):
    text = re.sub(r"[*_`\\\[\]<>]|\(\w+://[^)]*\)", "\0", text)
    best = max(re.split(r"[\0\"“”„«»]", text), key=len)
    words = best.split()
    if len(words) >= 6:
        begin = random.randrange(1, len(words) - 4)
        return " ".join(words[begin:begin + 4 + random.randrange(4)])
    if re.search(r"[぀-ヿ一-鿿가-힯]", best) and len(best) > 16:
        begin = random.randrange(1, len(best) - 14)
        return best[begin:begin + 14]
    return ""


def is_shown(expected, segment):
    if isinstance(expected, int):
        return segment.get("page") == expected
    plain = lambda text: re.sub(r"[\s.]", "", text).casefold()
    # An inner label of its own goes on from it.
    return plain(segment.get("label") or "").startswith(plain(expected))


def search(port, phrase, document):
    query = f'"{phrase}" id:"{document}"'
    address = f"http://127.0.0.1:{port}/api/v1/search?" + urllib.parse.urlencode({"q": query})
    with urllib.request.urlopen(address, timeout=60) as answer:
        hits = json.load(answer)["hits"]
    return [snippet["segment"] or {} for snippet in hits[0]["snippets"]] if hits else None


def members(archive, pattern):
    with open(archive, "rb") as packed:
        unpacked = subprocess.Popen(["zstd", "-dcq"], stdin=packed, stdout=subprocess.PIPE)
    with tarfile.open(fileobj=unpacked.stdout, mode="r|") as tar:
        for member in tar:
            if member.isfile() and re.search(pattern, member.name):
                yield member.name, tar.extractfile(member).read()
    unpacked.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gazette")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("index", type=pathlib.Path)
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--port", type=int, default=18933)
    options = parser.parse_args()
    random.seed(options.seed)
    rows = rows_of(options.index)
    server = subprocess.Popen([options.gazette, "serve", "--index", options.index, "--port", str(options.port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)
        for name, (archive, pattern, read) in FORMATS.items():
            found = [(path, data) for path, data in members(options.folder / f"{archive}.tar.zst", pattern)
                     if path in rows[archive]]
            random.shuffle(found)
            right, all_of, wrong = 0, 0, []
            places_of = {}
            for path, data in found * 10:
                if all_of >= options.sample:
                    break
                if path not in places_of:
                    places_of[path] = [place for place in (read or pages)(data) if len(place[1]) > 20]
                places = places_of[path]
                if not places:
                    continue
                expected, text = random.choice(places)
                phrase = phrase_of(text)
                # Once in the document, so that there is one place to be right about.
                if not phrase or sum(phrase in other for _, other in places) != 1:
                    continue
                segments = search(options.port, phrase, rows[archive][path])
                all_of += 1
                if segments and any(is_shown(expected, segment) for segment in segments):
                    right += 1
                else:
                    wrong.append((path, expected, phrase, segments))
            print(f"{name}: {right} of {all_of}", flush=True)
            for row in wrong[:6]:
                print("   ", row)
    finally:
        server.kill()


if __name__ == "__main__":
    main()
