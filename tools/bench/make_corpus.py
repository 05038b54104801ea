#!/usr/bin/env python3
"""Writes the same documents for Gazette (JSON Lines) and for omega's scriptindex (dump format).

    make_corpus.py FOLDER MEGABYTES SOURCE.jsonl.zst...

Documents of the sources, in turn, until their texts have that many MB; a source that ends begins
again, with new ids.
"""
import itertools
import json
import pathlib
import subprocess
import sys


def documents(path):
    lines = subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout
    for line in lines.decode("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def field(name, value):
    first, *rest = value.replace("\r", "").split("\n")
    return "".join([f"{name}={first}\n"] + [f"={line}\n" for line in rest])


def main():
    folder, megabytes, sources = pathlib.Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
    folder.mkdir(parents=True, exist_ok=True)
    endless = [itertools.cycle(list(documents(source))) for source in sources]
    text_bytes = count = 0
    with open(folder / "docs.jsonl", "w", encoding="utf-8") as lines, open(
        folder / "docs.dump", "w", encoding="utf-8"
    ) as dump:
        for source in itertools.cycle(endless):
            if text_bytes >= megabytes * 1e6:
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
