#!/usr/bin/env python3
"""Draws queries of each kind from documents, the same for every engine.

    make_queries.py DOCS.jsonl OUT.tsv [QUERIES_A_KIND [SEED]]

Words are of English documents, a to z alone, so that all engines cut them alike; pieces of Chinese
are of Chinese documents. A line: kind, tab, words. Which words are common, of middling frequency or
rare is counted in the first 60,000 documents.
"""
import collections
import json
import random
import re
import sys

SAMPLE = 60_000
OPERATORS = {"and", "or", "not", "near", "to", "but"}
WORD = re.compile(r"[a-z]+")
HAN = re.compile(r"[\u4e00-\u9fff]{6,}")


def main():
    path, out = sys.argv[1], sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    rnd = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    english, chinese, frequency = [], [], collections.Counter()
    with open(path, encoding="utf-8") as lines:
        for line in (line for _, line in zip(range(SAMPLE), lines)):
            document = json.loads(line)
            language = document.get("lang", "")
            if language.startswith("en"):
                text = document["text"]
                english.append(text)
                frequency.update(set(WORD.findall(text.lower())))
            elif language.startswith("zh"):
                chinese.append(document["text"])
    usable = [w for w in frequency if len(w) > 2 and w not in OPERATORS]
    total = len(english)

    def between(low, high):
        words = sorted(w for w in usable if low * total <= frequency[w] < high * total)
        return words or sorted(usable)

    widest = [w for w, _ in frequency.most_common() if w not in OPERATORS][:8]
    common, mid, rare = between(0.1, 1.1), between(0.01, 0.05), between(0.0001, 0.001)

    def run_of(length, choice):
        """Words that stand side by side in a document, single spaces between them."""
        while True:
            text = rnd.choice(english)
            words = [(m.group(), m.start()) for m in re.finditer(r"[A-Za-z]+", text)]
            if len(words) <= length:
                continue
            at = rnd.randrange(len(words) - length)
            piece = words[at : at + length]
            whole = text[piece[0][1] : piece[-1][1] + len(piece[-1][0])]
            lower = [w.lower() for w, _ in piece]
            if whole.split(" ") == [w for w, _ in piece] and choice(lower):
                return lower

    def is_common(words):
        return all(frequency[w] > 0.2 * total for w in words)

    def is_content(words):
        return all(frequency[w] < 0.1 * total and len(w) > 2 for w in words)

    def han():
        while True:
            pieces = HAN.findall(rnd.choice(chinese))
            if pieces:
                piece = rnd.choice(pieces)
                at = rnd.randrange(len(piece) - 3)
                return [piece[at : at + 4]]

    kinds = {
        "term_common": lambda: [rnd.choice(common)],
        "term_mid": lambda: [rnd.choice(mid)],
        "term_rare": lambda: [rnd.choice(rare)],
        "and_2": lambda: [rnd.choice(common), rnd.choice(mid)],
        "or_2": lambda: [rnd.choice(mid), rnd.choice(mid)],
        "or_5": lambda: rnd.sample(mid, 5),
        "or_20": lambda: rnd.sample(mid, 20),
        "phrase_content": lambda: run_of(2, is_content),
        "phrase_common": lambda: run_of(3, is_common),
        "within_10": lambda: [rnd.choice(common), rnd.choice(mid)],
        "within_10_common": lambda: rnd.sample(common, 2),
        "ordered_10_common": lambda: rnd.sample(common, 2),
        "sentence_common": lambda: rnd.sample(common, 2),
        "paragraph_common": lambda: rnd.sample(common, 2),
        "paragraph_widest": lambda: rnd.sample(widest, 2),
        "prefix_5": lambda: [rnd.choice([w for w in mid if len(w) > 6])[:5]],
    }
    if chinese:
        kinds["phrase_chinese"] = han
    with open(out, "w", encoding="utf-8") as lines:
        for kind, draw in kinds.items():
            for _ in range(count):
                lines.write(kind + "\t" + " ".join(draw()) + "\n")


main()
