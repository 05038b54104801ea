"""RESULTS/micro.json of Google Benchmark, and RESULTS/instructions.tsv of valgrind."""
import json

from tables.common import rows_of, table


def micro(results):
    path = results / "micro.json"
    if not path.exists():
        return {}, {}
    rates = {}
    seconds = {}
    for run in json.loads(path.read_text(encoding="utf-8"))["benchmarks"]:
        if "bytes_per_second" in run:
            rate = f"{run['bytes_per_second'] / 1e6:,.0f} MB/s"
        elif "items_per_second" in run:
            rate = f"{run['items_per_second'] / 1e6:,.1f} million/s"
        else:
            rate = f"{run['cpu_time']:,.0f} {run['time_unit']}"
        name = " ".join(filter(None, (run["name"], run.get("label"))))
        rates[name] = rate
        seconds[name] = f"{1e6 / run['bytes_per_second']:.4f}" if "bytes_per_second" in run else ""
    return rates, seconds


def hot_paths(results):
    rates, seconds = micro(results)
    instructions = {name: count for name, count in rows_of(results / "instructions.tsv")}
    names = list(dict.fromkeys([*rates, *instructions]))
    rows = [[name, rates.get(name, ""), seconds.get(name, ""), instructions.get(name, "")] for name in names]
    return table(["hot path", "of the processor", "CPU s a MB", "million instructions a MB of text"], rows) if rows else ""
