"""RESULTS/ENGINE_MODE.ROUND of search_gazette and its peers: kind, microseconds, matches, first id;
RESULTS/compared.tsv of compare_hits, and RESULTS/searching.built: engine, wall seconds, CPU seconds, peak
KB, bytes on disk.

Milliseconds, p50 / p95 over the queries of a kind; of each query the median of the rounds. A ratio is
of each round's p50 or p95: the median, and least to most. Matches: the mean of what is found.
"""
import re
import statistics

from tables.common import line_of, quantile, quotient, rows_of, table, with_spread

SHARES = (0.5, 0.95)


class Runs:
    """What one engine took in one mode, round by round."""

    def __init__(self, results, engine, mode):
        self.rounds = []
        while True:
            path = results / f"{engine}_{mode}.{len(self.rounds) + 1}"
            if not path.exists():
                break
            by_kind = {}
            for kind, micros, matches, *first in rows_of(path):
                by_kind.setdefault(kind, []).append((float(micros) / 1000, int(matches), "".join(first)))
            self.rounds.append(by_kind)

    def kinds(self):
        return list(self.rounds[0]) if self.rounds else []

    def has(self, kind):
        return bool(self.rounds) and kind in self.rounds[0]

    def cell(self, kind):
        if not self.has(kind):
            return ""
        same = zip(*(round[kind] for round in self.rounds))
        times = [statistics.median(took for took, *_ in query) for query in same]
        return " / ".join(f"{quantile(times, share):.2f}" for share in SHARES)

    def quantiles(self, kind, share):
        return [quantile([took for took, *_ in round[kind]], share) for round in self.rounds]

    def matches(self, kind):
        if not self.has(kind):
            return ""
        return f"{statistics.mean(matches for _, matches, _ in self.rounds[0][kind]):,.0f}"

    def odd(self, kind):
        return [first for round in self.rounds for *_, first in round.get(kind, [])
                if first.startswith("error") or "(partial)" in first]


def ratio(kind, ours, *peers):
    """To the fastest of the peers, by rounds."""
    peers = [peer for peer in peers if peer.has(kind)]
    if not peers:
        return ""
    parts = []
    for share in SHARES:
        fastest = [min(theirs) for theirs in zip(*(peer.quantiles(kind, share) for peer in peers))]
        parts.append(with_spread((quotient(own, peer) for own, peer in zip(ours.quantiles(kind, share), fastest)), 2))
    return " / ".join(parts)


def of_all_kinds(results):
    rank, page = Runs(results, "gazette", "rank"), Runs(results, "gazette", "page")
    ranked, exact = Runs(results, "lucene", "ranked"), Runs(results, "lucene", "exact")
    xapian, xapian_exact = Runs(results, "xapian", "ranked"), Runs(results, "xapian", "exact")
    rows, notes = [], []
    for kind in page.kinds():
        rows.append([
            kind, page.matches(kind), exact.matches(kind), xapian_exact.matches(kind),
            rank.cell(kind), ranked.cell(kind), xapian.cell(kind),
            page.cell(kind), exact.cell(kind), xapian_exact.cell(kind),
            ratio(kind, rank, ranked, exact), ratio(kind, rank, xapian, xapian_exact),
        ])
        odd = page.odd(kind) + rank.odd(kind)
        if odd:
            notes.append(f"{kind}: {len(odd)} answers not whole or refused, such as: {odd[0]}\n")
    head = ["kind", "matches", "lucene's", "xapian's", "gazette rank", "lucene ranked", "xapian ranked", "gazette page", "lucene exact",
            "xapian exact", "rank to the faster Lucene", "rank to the faster Xapian"]
    return table(head, rows) + "".join("\n" + note for note in notes)


def of_how_indexes_were_made(results):
    built = {engine: [float(figure) for figure in figures] for engine, *figures in rows_of(results / "searching.built")}
    if not built:
        return ""
    megabytes = float(re.search(r"([0-9.]+) MB of text", line_of(results / "searching.corpus")).group(1))
    own_wall = built.get("gazette", [0.0])[0]
    rows = []
    for engine, (wall, cpu, peak, size) in built.items():
        rate = quotient(megabytes, wall)
        ratio_to_it = quotient(wall, own_wall) if engine != "gazette" else None
        rows.append([
            engine, f"{wall:.1f}", f"{rate:.1f}" if rate else "", f"{cpu:.1f}", f"{peak * 1024 / 1e6:.0f}",
            f"{size / megabytes / 1e6:.2f}", f"{ratio_to_it:.2f}" if ratio_to_it else "",
        ])
    head = ["engine", "wall s", "MB/s", "CPU s", "peak MB", "index / text", "gazette's MB/s to its"]
    return (
        "The indexes were made once, each with both processors (scriptindex: characters and pairs of Chinese and Japanese;\n"
        "two halves side by side, then compacted into one):\n\n" + table(head, rows) + "\n"
    )


def of_what_is_shown(results):
    rows = []
    for mode in ("facets", "snippets"):
        ours, theirs = Runs(results, "gazette", mode), Runs(results, "xapian", mode)
        for kind in ours.kinds():
            rows.append([kind, ours.matches(kind), theirs.matches(kind), ours.cell(kind), theirs.cell(kind), ratio(kind, ours, theirs)])
    return table(["what", "matches", "xapian's", "gazette", "xapian", "gazette to xapian"], rows) if rows else ""


def of_compared_hits(results):
    rows = [(kind, int(queries), int(hits), int(differing)) for kind, queries, hits, differing in rows_of(results / "compared.tsv")]
    if not rows:
        return "Not compared in this run.\n"
    kinds, queries, hits, differing = zip(*rows)
    said = f"{sum(queries):,} queries of {len(kinds)} kinds, {sum(hits):,} hits: "
    if not any(differing):
        return said + "the same, one by one.\n"
    other = ", ".join(f"{kind} {count} of {many}" for kind, many, _, count in rows if count)
    return said + f"they differ for {sum(differing)} queries ({other}).\n"


def searching(results):
    rounds = len(Runs(results, "gazette", "page").rounds)
    if not rounds:
        return ""
    return (
        f"{line_of(results / 'searching.corpus')}.\n\n"
        + of_how_indexes_were_made(results)
        + f"Searches: {rounds} rounds in turn. Milliseconds of the processor in the library, p50 / p95.\n"
        "rank: the ids of the first ten; page: ten hits with snippets, and the exact count. Lucene ranked may stop counting\n"
        "at 1,000, exact counts all. Ratios: median of the rounds (least to most). Matches differ by what words stand for:\n"
        "stems in all languages, Lucene's words as they are, Xapian's English stems.\n\n"
        + of_all_kinds(results)
        + "\nCounts of two fields over all matches, beside two ValueCountMatchSpy; ten snippets, beside fetching ten texts and\n"
        "MSet::snippet:\n\n"
        + of_what_is_shown(results)
        + "\nBeside Xapian's interface over a database of the same terms, of the first 5,000 documents (20 MB at most):\n"
        + of_compared_hits(results)
    )
