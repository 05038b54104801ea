"""RESULTS/indexing_CORPUS.tsv: engine, round, wall seconds, CPU seconds, peak KB, bytes on disk.

RESULTS/indexing_CORPUS.merging, of each round of gazette: seconds, and in how many of them parts were
merged; .merge_all: what tools/bench/merge_all prints.
"""
import re
import statistics

from tables.common import line_of, quotient, rows_of, table, with_spread

CORPORA = {
    "words": "Languages with spaces between words, which all engines cut into the same words",
    "mixed": "All languages",
    "acts": "Long documents of archives: laws, reports, debates",
}
# How each differs is said where tools/bench/index runs it.
DOES_LESS = {
    "gazette": "",
    "gazette_plain": "",
    "scriptindex": "English stems for all languages; Chinese, Japanese, Thai are not cut; one thread; no ledger",
    "scriptindex_cjk": "English stems for all languages; Thai is not cut; one thread; no ledger",
    "lucene": "unstemmed words alone; no ledger",
    "fts5": "English stems alone; Chinese, Japanese, Thai are not cut; one thread",
    "groonga": "pairs of characters and words, no stems; not flushed to disk; one thread",
}


def merging(of_corpus, cpu):
    lines = []
    shares = [float(merge) / float(whole) for whole, merge in rows_of(of_corpus(".merging")) if float(whole) > 0]
    if shares:
        lines.append(f"Parts were merged in {with_spread(100 * share for share in shares)} % of the time of a run of gazette.")
    for parts, documents, text, wall, merge_cpu, before, after in rows_of(of_corpus(".merge_all")):
        lines.append(
            f"All its {parts} parts into one: {float(wall):.2f} s, {float(merge_cpu):.2f} CPU s, "
            f"{100 * float(merge_cpu) / cpu:.0f} % of what indexing took; {int(before) / 1e6:.1f} MB, then {int(after) / 1e6:.1f} MB."
        )
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def of_one_corpus(results, name):
    def of_corpus(suffix):
        return results / f"indexing_{name}{suffix}"

    corpus = line_of(of_corpus(".corpus"))
    engines = {}
    for engine, _, *figures in rows_of(of_corpus(".tsv")):
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
    merges = merging(of_corpus, statistics.median(cpu for _, cpu, _, _ in ours)) if ours else ""
    return (
        f"{CORPORA[name]}: {corpus}; {len(next(iter(engines.values())))} rounds in turn, median (least to most).\n\n"
        + table(head, rows) + merges
    )


def indexing(results):
    return "\n".join(filter(None, (of_one_corpus(results, name) for name in CORPORA)))
