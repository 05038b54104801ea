#!/usr/bin/env python3
"""Writes the same documents for Gazette (JSON Lines) and for omega's scriptindex (dump format, in
two files, each with every second document).

    make_corpus.py [--words | --acts] FOLDER AMOUNT SOURCE.jsonl[.zst]...

Documents of the sources, in turn, until their texts have AMOUNT MB, or until there are so many:
"100" or "500000d"; or "all" of them once. Of a source that ends, new ones are made: pieces of several
documents of the same language, cut between sentences, as paragraphs of one text of about 1.6 KB, so
that no document is a copy of another.

--words: only of languages that are written with spaces between words, which all engines cut alike.
--acts: only long documents, in an order drawn; new ones are of pieces cut between lines, and as long
as one of them.

Documents without a text are left out. Where one has no date (YYYY-MM-DD) or no source of its own, it
gets a day drawn from 35 years, and the name of the folder or file that it comes from; where it has no
language, English. Ids are made anew.
"""
import argparse
import contextlib
import datetime
import itertools
import json
import pathlib
import random
import subprocess
import sys

# Half of a piece of middling length is added at the end.
RECOMBINED_BYTES = 1300
# An act, a report, a day of debates: longer than most news.
ACT_BYTES = 10_000
ACT_PIECE_BYTES = (1_000, 8_000)
NONE = 3  # how it ends where no document is such
UNSPACED = {"zh", "ja", "th", "lo", "km", "my", "yue", "wuu", "bo", "dz"}
FIRST_DAY = datetime.date(1990, 1, 1)
DAYS = 35 * 365


def lines_of(path):
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout.decode("utf-8").split("\n")
    return open(path, encoding="utf-8-sig", errors="replace")


def name_of(path):
    return path.parent.name if path.name.startswith("docs.") else path.name.split(".")[0]


def whole(value):
    """A string as UTF-8 can have it, or an empty one for what is none."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def is_day(value):
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def documents(path):
    """Those that have a text."""
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except ValueError as error:
            sys.exit(f"bench: {path}, line {number}: {error}")
        if not isinstance(document, dict):
            sys.exit(f"bench: {path}, line {number}: not a JSON object")
        text = whole(document.get("text"))
        if text.strip():
            yield {
                "title": whole(document.get("title")),
                "text": text,
                "lang": whole(document.get("lang")) or "en",
                "date": document["date"] if is_day(document.get("date")) else "",
                "source": whole(document.get("source")) or name_of(path),
            }


def cut(text, share):
    """Two pieces of a text, cut behind the sentence, line or word that ends at about that share."""
    wanted = int(len(text) * share)
    for mark in ("\n", ". ", "\u3002", " "):
        at = text.find(mark, wanted)
        if 0 <= at < len(text) - len(mark):
            return text[: at + len(mark)], text[at + len(mark) :]
    return text[:wanted], text[wanted:]


def lines_from(text, wanted, rnd):
    """Whole lines, about so many characters, from anywhere in a text."""
    begin = text.find("\n", rnd.randrange(len(text))) + 1
    end = text.find("\n", begin + wanted)
    return text[begin : end if end > 0 else begin + wanted]


def endless(originals, acts):
    """The documents, then new ones."""
    by_language = {}
    for document in originals:
        by_language.setdefault(document["lang"], []).append(document)
    rnd = random.Random(1)
    originals = originals.copy()
    if acts:
        rnd.shuffle(originals)
    yield from originals
    while True:
        for document in originals:
            same = by_language[document["lang"]]
            wanted = len(document["text"].encode("utf-8")) if acts else RECOMBINED_BYTES
            pieces, size = [], 0
            while size < wanted:
                text = rnd.choice(same)["text"]
                if acts:
                    piece = lines_from(text, rnd.randint(*ACT_PIECE_BYTES), rnd).strip()
                else:
                    piece = cut(text, rnd.uniform(0.2, 0.8))[len(pieces) % 2].strip()
                pieces.append(piece)
                size += max(1, len(piece.encode("utf-8")))
            yield {**document, "text": "\n\n".join(pieces)}


def field(name, value):
    first, *rest = value.replace("\r", "").split("\n")
    return "".join([f"{name}={first}\n"] + [f"={line}\n" for line in rest])


def choice_of(options):
    """Which documents are taken at all."""
    if options.words:
        return lambda document: document["lang"].split("-")[0].lower() not in UNSPACED
    if options.acts:
        return lambda document: len(document["text"].encode("utf-8")) >= ACT_BYTES
    return lambda document: True


def options_given():
    parser = argparse.ArgumentParser(usage=__doc__)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--words", action="store_true")
    choice.add_argument("--acts", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("amount")
    parser.add_argument("sources", nargs="+", type=pathlib.Path)
    return parser.parse_args()


def main():
    options = options_given()
    folder, amount, wanted = options.folder, options.amount, choice_of(options)
    try:
        most_documents = int(amount[:-1]) if amount.endswith("d") else sys.maxsize
        most_bytes = sys.maxsize if amount == "all" or amount.endswith("d") else float(amount) * 1e6
    except ValueError:
        sys.exit(f'bench: an amount is "100", "500000d" or "all", not "{amount}"')
    folder.mkdir(parents=True, exist_ok=True)
    if amount == "all":
        drawn = filter(wanted, itertools.chain.from_iterable(map(documents, options.sources)))
    else:
        chosen = [list(filter(wanted, documents(source))) for source in options.sources]
        drawn = map(next, itertools.cycle([endless(originals, options.acts) for originals in chosen if originals]))
    rnd = random.Random(2)
    text_bytes = count = 0
    with contextlib.ExitStack() as stack:
        lines, *dumps = (
            stack.enter_context(open(folder / name, "w", encoding="utf-8"))
            for name in ("docs.jsonl", "docs.0.dump", "docs.1.dump")
        )
        while text_bytes < most_bytes and count < most_documents:
            document = next(drawn, None)
            if document is None:
                break
            count += 1
            day = (FIRST_DAY + datetime.timedelta(days=rnd.randrange(DAYS))).isoformat()
            record = {
                "id": f"d{count}",
                "title": document["title"],
                "text": document["text"],
                "lang": document["lang"],
                "date": document["date"] or day,
                "source": document["source"],
            }
            text_bytes += len(record["text"].encode("utf-8"))
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            dump = dumps[count % 2]
            for name in ("id", "title", "lang", "source"):
                dump.write(field(name, record[name]))
            dump.write(field("date", record["date"].replace("-", "")) + field("text", record["text"]) + "\n")
    if count == 0:
        print("bench: no such document with a text: " + ", ".join(map(str, options.sources)), file=sys.stderr)
        sys.exit(NONE)
    (folder / "docs.script").write_text(
        "id : unique=Q boolean=Q value=3 field=id\n"
        "title : weight=3 indexnopos=S index field\n"
        "lang : boolean=L value=1 field\n"
        "source : boolean=XSOURCE value=2 field\n"
        "date : value=0 field\n"
        "text : index field=sample\n"
    )
    print(f"{count} documents, {text_bytes / 1e6:.{1 if text_bytes > 1e6 else 6}f} MB of text")


main()
