#!/usr/bin/env python3
"""Draws queries of each kind from documents, the same for every engine.

    make_queries.py DOCS.jsonl OUT.tsv [QUERIES_A_KIND [SEED]]

Words are of English documents (where there are none, of those in the commonest language that is
written with a to z), a to z alone, so that all engines cut them alike; pieces of Chinese are of
Chinese documents. A line: kind, tab, words; for date_term a word and two days. Which words are
common, of middling frequency or rare is counted in the first 60,000 documents. Kinds that the
documents have nothing for are left out, and named.
"""
import collections
import itertools
import json
import random
import re
import sys

SAMPLE = 60_000
TRIES = 200_000  # pieces that are drawn for one query
OPERATORS = {"and", "or", "not", "near", "to", "but"}
WORD = re.compile(r"[a-z]+")
LATIN_WORD = re.compile(r"\b[a-z]{3,}\b")
HAN = re.compile(r"[\u4e00-\u9fff]{6,}")


def read(path):
    """Texts by language without its region, and the days of all documents."""
    texts, days = collections.defaultdict(list), []
    with open(path, encoding="utf-8") as lines:
        for line in itertools.islice(lines, SAMPLE):
            document = json.loads(line)
            if "date" in document:
                days.append(document["date"])
            texts[document["lang"].split("-")[0]].append(document["text"])
    return texts, days


def words_of_latin(texts):
    return sum(len(LATIN_WORD.findall(text[:1000])) for text in texts)


def main():
    path, out = sys.argv[1], sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    rnd = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    texts, days = read(path)
    chinese = texts.pop("zh", [])
    english = texts.get("en") or max(texts.values(), key=words_of_latin, default=[])
    frequency = collections.Counter()
    for text in english:
        frequency.update(set(WORD.findall(text.lower())))
    usable = [w for w in frequency if len(w) > 2 and w not in OPERATORS]
    total = len(english)

    def between(low, high):
        words = sorted(w for w in usable if low * total <= frequency[w] < high * total)
        return words or sorted(usable)

    widest = [w for w, _ in frequency.most_common() if w not in OPERATORS][:8]
    common, mid, rare = between(0.1, 1.1), between(0.01, 0.05), between(0.0001, 0.001)

    def run_of(length, choice):
        """Words that stand side by side in a document, single spaces between them."""
        for _ in range(TRIES):
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
        raise LookupError("no such piece")

    def is_common(words):
        return all(frequency[w] > 0.2 * total for w in words)

    def is_content(words):
        return all(frequency[w] < 0.1 * total and len(w) > 2 for w in words)

    def han():
        for _ in range(TRIES):
            pieces = HAN.findall(rnd.choice(chinese))
            if pieces:
                piece = rnd.choice(pieces)
                at = rnd.randrange(len(piece) - 3)
                return [piece[at : at + 4]]
        raise LookupError("no such piece")

    def dated():
        return [rnd.choice(common), *sorted(rnd.sample(days, 2))]

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
        "date_term": dated,
        "newest": lambda: [rnd.choice(common)],
        "facets": lambda: rnd.sample(widest, 3),
        "snippets": lambda: [rnd.choice(mid), rnd.choice(mid)],
    }
    if not english:
        kinds = {}
    if chinese:
        kinds["phrase_chinese"] = han
        kinds["snippets_chinese"] = han
    with open(out, "w", encoding="utf-8") as lines:
        for kind, draw in kinds.items():
            try:
                drawn = [" ".join(draw()) for _ in range(count)]
            except (LookupError, ValueError) as error:
                print(f"make_queries: no {kind}: {error}", file=sys.stderr)
                continue
            lines.writelines(f"{kind}\t{words}\n" for words in drawn)


main()
