#!/usr/bin/env python3
"""Writes the same documents for Gazette (JSON Lines) and for omega's scriptindex (dump format).

    make_corpus.py FOLDER AMOUNT SOURCE.jsonl.zst...

Documents of the sources, in turn, until their texts have AMOUNT MB, or until there are so many:
"100" or "500000d". Of a source that ends, new ones are made: pieces of several documents of the same
language, cut between sentences, as paragraphs of one text of about 1.6 KB, so that no document is a
copy of another.
"""
import itertools
import json
import pathlib
import random
import subprocess
import sys

# Half of a piece of middling length is added at the end.
RECOMBINED_BYTES = 1300


def documents(path):
    lines = subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout
    for line in lines.decode("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def cut(text, share):
    """Two pieces of a text, cut behind the sentence, line or word that ends at about that share."""
    wanted = int(len(text) * share)
    for mark in ("\n", ". ", "\u3002", " "):
        at = text.find(mark, wanted)
        if 0 <= at < len(text) - len(mark):
            return text[: at + len(mark)], text[at + len(mark) :]
    return text[:wanted], text[wanted:]


def endless(originals):
    """The documents, then new ones."""
    yield from originals
    by_language = {}
    for document in originals:
        by_language.setdefault(document.get("lang", "en"), []).append(document)
    rnd = random.Random(1)
    while True:
        for document in originals:
            same = by_language[document.get("lang", "en")]
            pieces, size = [], 0
            while size < RECOMBINED_BYTES:
                piece = cut(rnd.choice(same)["text"], rnd.uniform(0.2, 0.8))[len(pieces) % 2].strip()
                pieces.append(piece)
                size += max(1, len(piece.encode("utf-8")))
            yield {**document, "text": "\n\n".join(pieces)}


def field(name, value):
    first, *rest = value.replace("\r", "").split("\n")
    return "".join([f"{name}={first}\n"] + [f"={line}\n" for line in rest])


def main():
    folder, amount, sources = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    most_documents = int(amount[:-1]) if amount.endswith("d") else sys.maxsize
    most_bytes = sys.maxsize if amount.endswith("d") else float(amount) * 1e6
    folder.mkdir(parents=True, exist_ok=True)
    streams = [endless(list(documents(source))) for source in sources]
    text_bytes = count = 0
    with open(folder / "docs.jsonl", "w", encoding="utf-8") as lines, open(
        folder / "docs.dump", "w", encoding="utf-8"
    ) as dump:
        for source in itertools.cycle(streams):
            if text_bytes >= most_bytes or count >= most_documents:
                break
            document = next(source)
            count += 1
            identifier = f"d{count}"
            title, text = document.get("title", ""), document["text"]
            lang = document.get("lang", "en")
            text_bytes += len(text.encode("utf-8"))
            record = {"id": identifier, "title": title, "text": text, "lang": lang}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            dump.write(field("id", identifier) + field("title", title) + field("lang", lang))
            dump.write(field("text", text) + "\n")
    (folder / "docs.script").write_text(
        "id : unique=Q boolean=Q field=id\n"
        "title : weight=3 indexnopos=S index field\n"
        "lang : boolean=L field\n"
        "text : index field=sample\n"
    )
    print(f"{count} documents, {text_bytes / 1e6:.1f} MB of text")


main()
