"""RESULTS/serving.tsv, serving_kinds.tsv and serving.notes of tools/bench/load."""
from tables.common import line_of, quantile, rows_of, table


def by_kind(results):
    kinds = {}
    for kind, *took in rows_of(results / "serving_kinds.tsv"):
        kinds.setdefault(kind, []).append([float(one) for one in took])
    rows = []
    for kind, times in kinds.items():
        cells = [" / ".join(f"{quantile(column, share):.2f}" for share in (0.5, 0.95, 0.99)) for column in zip(*times)]
        rows.append([kind, *cells])
    return table(["kind", "asked first, ms p50 / p95 / p99", "asked again"], rows)


def serving(results):
    rows = []
    for what, connections, requests, per_second, p50, p95, p99, most, refused, failed in rows_of(results / "serving.tsv"):
        rows.append([what, connections, per_second, p50, p95, p99, most, requests, refused, failed])
    if not rows:
        return ""
    head = ["mixed requests", "clients", "a second", "p50 ms", "p95 ms", "p99 ms", "most ms", "requests", "refused", "failed"]
    return (
        f"{line_of(results / 'serving.corpus')}. Clients, server and indexer share the processors.\n\n"
        + table(head, rows) + "\n" + line_of(results / "serving.notes")
        + "\n\nA page of ten hits over loopback by one client, whole requests (healthz: what asking takes by itself):\n\n"
        + by_kind(results)
    )
