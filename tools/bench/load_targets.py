#!/usr/bin/env python3
"""Turns queries into what a page asks the server, a line each, shuffled.

    load_targets.py QUERIES.tsv DOCUMENTS > TARGETS

Of 100: 70 first pages of hits, 8 pages with spans, 8 counts by value, 4 timelines, 6 suggestions,
4 documents. DOCUMENTS: how many the index has, as make_corpus.py names them.
"""
import random
import sys
from urllib.parse import quote_plus

from query_kinds import read_queries

# Takes a hundred times as long as a word.
LEFT_OUT = {"paragraph_widest"}


def main():
    rnd = random.Random(1)
    documents = int(sys.argv[2])
    queries = [query for kind, query in read_queries(sys.argv[1]) if kind not in LEFT_OUT]
    if not queries:
        sys.exit("bench: no queries that a page would ask")
    targets = []
    for query in queries * 3:
        asked = quote_plus(query)
        drawn = rnd.random()
        if drawn < 0.70:
            targets.append(f"/api/v1/search?limit=20&q={asked}")
        elif drawn < 0.78:
            targets.append(f"/api/v1/search?limit=20&spans=1&q={asked}")
        elif drawn < 0.86:
            targets.append(f"/api/v1/facets?q={asked}")
        elif drawn < 0.90:
            targets.append(f"/api/v1/timeline?q={asked}")
        elif drawn < 0.96:
            targets.append(f"/api/v1/suggest?q={quote_plus(query.split(' ')[0].strip(chr(34) + '*')[:4] or query[:4])}")
        else:
            targets.append(f"/api/v1/documents/d{rnd.randrange(documents) + 1}?q={asked}")
    rnd.shuffle(targets)
    print("\n".join(targets))


if __name__ == "__main__":
    main()
