"""RESULTS/indexing.tsv: engine, round, wall seconds, CPU seconds, peak KB, bytes on disk."""
import re
import statistics

from tables.common import line_of, quotient, rows_of, table, with_spread

# How each differs is said where tools/bench/index runs it.
DOES_LESS = {
    "gazette": "",
    "scriptindex": "English stems for all languages; Chinese, Japanese, Thai are not cut; one thread; no ledger",
    "scriptindex_cjk": "English stems for all languages; Thai is not cut; one thread; no ledger",
    "lucene": "unstemmed words alone; no ledger",
    "fts5": "English stems alone; Chinese, Japanese, Thai are not cut; one thread",
    "groonga": "pairs of characters and words, no stems; not flushed to disk; one thread",
}


def indexing(results):
    corpus = line_of(results / "indexing.corpus")
    engines = {}
    for engine, _, *figures in rows_of(results / "indexing.tsv"):
        engines.setdefault(engine, []).append([float(figure) for figure in figures])
    if not engines:
        return ""
    megabytes = float(re.search(r"([0-9.]+) MB of text", corpus).group(1))
    ours = engines.get("gazette")
    rows = []
    for engine, rounds in engines.items():
        wall, cpu, peak, size = zip(*rounds)
        ratios = ["", ""]
        if ours and engine != "gazette":
            ratios = [
                with_spread(quotient(theirs[column], own[column]) for own, theirs in zip(ours, rounds)) for column in (0, 1)
            ]
        rows.append([
            engine,
            with_spread(wall),
            with_spread([quotient(megabytes, statistics.median(wall))]),
            with_spread(cpu),
            with_spread([quotient(megabytes, statistics.median(cpu))]),
            f"{statistics.median(peak) * 1024 / 1e6:.0f}",
            f"{statistics.median(size) / megabytes / 1e6:.2f}",
            *ratios,
            DOES_LESS.get(engine, ""),
        ])
    head = ["engine", "wall s", "MB/s", "CPU s", "MB per CPU s", "peak MB", "index / text",
            "gazette's MB/s to its", "gazette's MB per CPU s to its", "what it does less"]
    return f"{corpus}; {len(next(iter(engines.values())))} rounds in turn, median (least to most).\n\n" + table(head, rows)
