#!/usr/bin/env python3
"""One table of what the rounds of tools/bench/search wrote.

    summarize.py FOLDER ROUNDS

Milliseconds, p50 / p95 over the queries of a kind; of each query the median of the rounds. Matches:
the mean of what is found, where it is counted.
"""
import collections
import pathlib
import statistics
import sys

ENGINES = ["gazette_rank", "lucene_ranked", "gazette_page", "lucene_exact"]


def rows(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, micros, matches, first = (line.split("\t") + [""])[:4]
        yield kind, float(micros) / 1000, int(matches), first


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def read(folder, engine, rounds):
    """kind -> (milliseconds by query, matches by query, answers that were not whole)"""
    runs = [list(rows(folder / f"{engine}.{round}")) for round in range(1, rounds + 1)]
    kinds = collections.OrderedDict()
    for same in zip(*runs):
        times, matches, odd = kinds.setdefault(same[0][0], ([], [], []))
        times.append(statistics.median(row[1] for row in same))
        matches.append(same[0][2])
        odd.extend(row[3] for row in same if row[3].startswith("error") or "(partial)" in row[3])
    return kinds


def main():
    folder, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    engines = {engine: read(folder, engine, rounds) for engine in ENGINES}
    print("| kind | matches | " + " | ".join(e.replace("_", " ") for e in ENGINES) + " | rank to the faster Lucene |")
    print("|---" * (len(ENGINES) + 3) + "|")
    for kind, (_, matches, _) in engines["gazette_page"].items():
        cells, figures = [], {}
        for engine in ENGINES:
            times = engines[engine].get(kind, ([], [], []))[0]
            if not times:
                cells.append("")
                continue
            figures[engine] = (quantile(times, 0.5), quantile(times, 0.95))
            cells.append("{:.2f} / {:.2f}".format(*figures[engine]))
        ratio = ""
        if "lucene_ranked" in figures:
            ours, peers = figures["gazette_rank"], (figures["lucene_ranked"], figures["lucene_exact"])
            ratio = "{:.1f} / {:.1f}".format(*(ours[i] / min(p[i] for p in peers) for i in (0, 1)))
        print(f"| {kind} | {statistics.mean(matches):,.0f} | " + " | ".join(cells) + f" | {ratio} |")
        odd = engines["gazette_page"][kind][2] + engines["gazette_rank"][kind][2]
        if odd:
            print(f"|  | {len(odd)} not whole or refused, such as: {odd[0]} |")


main()
