"""What was aimed at, and what a run measured: a line each."""
import re
import statistics

from tables.common import line_of, quotient, rows_of, table
from tables.hot_paths import micro
from tables.searching import Runs

P50, P95 = 0.5, 0.95
# Of a kind of query: which quantile, and how many times the faster Lucene's it may be.
TO_LUCENE = (
    ("term_common", P50, 3.0),
    ("term_mid", P50, 2.0),
    ("and_2", P50, 2.0),
    ("or_5", P50, 2.0),
    ("or_20", P50, 2.0),
    ("phrase_common", P95, 1.0),
    ("prefix_5", P50, 4.0),
    ("date_term", P50, 1.5),
    ("newest", P50, 1.0),
)
# Likewise to what Xapian takes for the same.
TO_XAPIAN = (("facets", "facets", 0.2), ("snippets", "snippets", 0.1), ("snippets", "snippets_chinese", 0.1))
CORPORA = (("words", "languages with spaces between words"), ("mixed", "all languages"), ("acts", "long documents"))
WALL, CPU, PEAK_KB, BYTES = range(4)


class Aims:
    def __init__(self):
        self.rows = []

    def at_most(self, what, most, measured, unit=""):
        self._add(what, f"at most {most:g}{unit}", measured, measured is not None and measured <= most, unit)

    def at_least(self, what, least, measured, unit=""):
        self._add(what, f"at least {least:g}{unit}", measured, measured is not None and measured >= least, unit)

    def _add(self, what, aim, measured, reached, unit):
        if measured is None:
            self.rows.append([what, aim, "not measured", ""])
        else:
            self.rows.append([what, aim, f"{measured:.3g}{unit}", "yes" if reached else "no"])


def median_ratio(ours, theirs):
    """Of rounds, one by one."""
    ratios = [ratio for ratio in map(quotient, ours, theirs) if ratio is not None]
    return statistics.median(ratios) if ratios else None


def indexing_aims(results, aims):
    for corpus, said in CORPORA:
        engines = {}
        for engine, _, *figures in rows_of(results / f"indexing_{corpus}.tsv"):
            engines.setdefault(engine, []).append([float(figure) for figure in figures])

        def column(engine, number):
            return [figures[number] for figures in engines.get(engine, [])]

        own = column("gazette", WALL)
        if corpus != "words":
            aims.at_least(f"indexing, {said}: MB/s to scriptindex_cjk's", 10, median_ratio(column("scriptindex_cjk", WALL), own))
        less = "" if corpus == "words" else ", which cuts no Chinese and Japanese"
        aims.at_least(f"indexing, {said}: MB/s to scriptindex's{less}", 10, median_ratio(column("scriptindex", WALL), own))
        aims.at_least(f"indexing, {said}: MB/s to Lucene's", 1.2, median_ratio(column("lucene", WALL), own))
        plain = median_ratio(column("scriptindex", WALL), column("gazette_plain", WALL))
        aims.at_least(f"indexing, {said}: the plain writer's MB/s to scriptindex's{less}", 3, plain)
        text = re.search(r"([0-9.]+) MB of text", line_of(results / f"indexing_{corpus}.corpus"))
        sizes = column("gazette", BYTES)
        aims.at_most(
            f"index size, {said}: to the text", 2.8, statistics.median(sizes) / float(text.group(1)) / 1e6 if text and sizes else None
        )
        aims.at_most(f"index size, {said}: to scriptindex's", 0.55, median_ratio(sizes, column("scriptindex", BYTES)))
        peaks = column("gazette", PEAK_KB)
        aims.at_most(f"memory while indexing, {said}", 600, max(peaks) * 1024 / 1e6 if peaks else None, " MB")


def indexing_aims_of_search(results, aims):
    """Of the indexes that the search bench made."""
    built = {engine: [float(figure) for figure in figures] for engine, *figures in rows_of(results / "searching.built")}
    corpus = line_of(results / "searching.corpus")
    text = re.search(r"^(\d+) documents, ([0-9.]+) MB of text", corpus)
    own = built.get("gazette")
    if not text or not own:
        return
    said = f"{int(text.group(1)):,} documents"
    for engine, peer, least in (("scriptindex", "two of scriptindex_cjk side by side", 10), ("lucene", "Lucene's", 1.2)):
        if engine in built:
            aims.at_least(f"indexing, {said}: MB/s to {peer}", least, quotient(built[engine][WALL], own[WALL]))
    aims.at_most(f"index size, {said}: to the text", 2.8, own[BYTES] / float(text.group(2)) / 1e6)
    aims.at_most(f"memory while indexing, {said}", 600, own[PEAK_KB] * 1024 / 1e6, " MB")


def searching_aims(results, aims, said):
    rank, page = Runs(results, "gazette", "rank"), Runs(results, "gazette", "page")
    lucene = [Runs(results, "lucene", mode) for mode in ("ranked", "exact")]
    for kind, share, most in TO_LUCENE:
        measured = None
        peers = [peer for peer in lucene if peer.has(kind)]
        if rank.has(kind) and peers:
            faster = [min(times) for times in zip(*(peer.quantiles(kind, share) for peer in peers))]
            measured = median_ratio(rank.quantiles(kind, share), faster)
        aims.at_most(f"{said}, {kind}: {'p50' if share == P50 else 'p95'} to Lucene's", most, measured)
    for mode, kind, most in TO_XAPIAN:
        ours, theirs = Runs(results, "gazette", mode), Runs(results, "xapian", mode)
        measured = None
        if ours.has(kind) and theirs.has(kind):
            measured = median_ratio(ours.quantiles(kind, P50), theirs.quantiles(kind, P50))
        aims.at_most(f"{said}, {kind}: p50 to Xapian's", most, measured)


def serving_aims(results, aims):
    p95 = {(what, connections): float(cells[3]) for what, connections, *cells in rows_of(results / "serving.tsv")}
    for (what, connections), idle in list(p95.items()):
        busy = p95.get((what.replace("alone", "while documents are added"), connections))
        if what.startswith("alone") and busy is not None:
            waits = what.partition(", ")[2] or "never waiting"
            aims.at_most(f"p95 of {connections} clients, {waits}, while documents are added: to alone", 1.2, quotient(busy, idle))


def results_aims(results, aims):
    # Of a kind, those of other hits are most often those of another order, too.
    compared = [max(int(hits), int(order)) for _, _, _, hits, order, _ in rows_of(results / "compared.tsv")]
    differing = float(sum(compared)) if compared else None
    aims.at_most("queries whose hits, order or scores differ from Xapian's BM25", 0, differing)


def aims_of(results):
    if not rows_of(results / "indexing_mixed.tsv") and not Runs(results, "gazette", "rank").kinds():
        return ""
    aims = Aims()
    indexing_aims(results, aims)
    indexing_aims_of_search(results, aims)
    _, seconds = micro(results)
    for name, most in (("latin", 0.02), ("chinese", 0.06)):
        measured = seconds.get(f"analyze/{name}")
        aims.at_most(f"analysis alone, {name}: CPU s a MB", most, float(measured) if measured else None)
    searching_aims(results, aims, "search")
    serving_aims(results, aims)
    results_aims(results, aims)
    return table(["what", "aim", "measured", "reached"], aims.rows)
