"""Medians, spreads and Markdown."""
import statistics


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def with_spread(values, digits=2):
    """The median, and the least and the most where they differ as they are written."""
    values = [value for value in values if value is not None]
    if not values:
        return ""
    middle, least, most = (f"{v:.{digits}f}" for v in (statistics.median(values), min(values), max(values)))
    return middle if least == most else f"{middle} ({least} to {most})"


def quotient(a, b):
    """None where there is nothing to divide by, as where a peer found nothing and took no time."""
    return a / b if b > 0 else None


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def rows_of(path):
    """The cells of a file's lines; none where there is no such file."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line]


def line_of(path):
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""
