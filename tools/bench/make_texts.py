#!/usr/bin/env python3
"""Writes texts of the test collections for micro-benchmarks: a text a line, form feeds for its line breaks.

    make_texts.py FOLDER

The files latin, chinese, thai, arabic, each with the first 250 KB of texts (Thai and Arabic have less).
"""
import json
import pathlib
import subprocess
import sys

DATA = pathlib.Path("../shared/data/ir")
WANTED = {
    "latin": ("reuters-topics-en", "en"),
    "chinese": ("cail2019-zh-legal", "zh"),
    "thai": ("xquad-multi", "th"),
    "arabic": ("xquad-multi", "ar"),
}
MOST_BYTES = 250_000


def texts(collection, language):
    lines = subprocess.run(["zstd", "-dc", DATA / collection / "docs.jsonl.zst"], check=True, capture_output=True)
    for line in lines.stdout.decode("utf-8").splitlines():
        document = json.loads(line)
        if document.get("lang", "en").split("-")[0] == language and document["text"].strip():
            yield document["text"].replace("\f", " ")


def main():
    folder = pathlib.Path(sys.argv[1])
    for name, (collection, language) in WANTED.items():
        if not (DATA / collection).exists():
            sys.exit(f"bench: no test collections in {DATA}")
        size = 0
        with open(folder / name, "w", encoding="utf-8") as file:
            for text in texts(collection, language):
                size += len(text.encode("utf-8"))
                file.write(text.replace("\r", "").replace("\n", "\f") + "\n")
                if size >= MOST_BYTES:
                    break
        print(f"{name}: {size / 1e6:.2f} MB of {collection}", file=sys.stderr)


main()
