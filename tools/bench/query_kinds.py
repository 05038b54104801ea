#!/usr/bin/env python3
"""What a line "kind, tab, words" of the benches' queries asks; search_queries.cpp says the same.

    query_kinds.py QUERIES.tsv     says how many of which kinds there are; what is wrong with a file
                                   goes to stderr, line by line, and it ends with 1
"""
import collections
import datetime
import sys

# How the words of a kind stand beside each other.
CONNECTORS = {
    "and": " AND ", "or": " OR ", "facets": " OR ", "snippets": " OR ", "within": " w/10 ", "ordered": " pre/10 ",
    "sentence": " /s ", "paragraph": " /p ",
}
# Kinds that begin so, and kinds of one name.
FAMILIES = ("term_", "and_", "or_", "phrase_", "within_10", "ordered_10", "sentence_", "paragraph_", "prefix_")
NAMES = ("date_term", "newest", "facets", "snippets", "snippets_chinese")
SHOWN_ERRORS = 5


def query_of(kind, words):
    """In the query language."""
    if kind.startswith("phrase") or kind == "snippets_chinese":
        return '"' + " ".join(words) + '"'
    if kind.startswith("prefix"):
        return words[0] + "*"
    if kind == "date_term":
        return f"{words[0]} date:{words[1]}..{words[2]}"
    return CONNECTORS.get(kind.split("_")[0], " ").join(words)


def is_day(text):
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def error_in(kind, words):
    if kind not in NAMES and not kind.startswith(FAMILIES):
        return f'no such kind of query: "{kind}"; there are {", ".join(NAMES)}, and all that begin with {", ".join(FAMILIES)}'
    if not all(words):
        return "words are parted by single spaces"
    if kind == "date_term" and (len(words) != 3 or not all(map(is_day, words[1:]))):
        return "date_term is a word and two days, YYYY-MM-DD"
    if kind.startswith(("within_", "ordered_")) and len(words) != 2:
        return f"{kind} is of two words"
    if kind.startswith(("term_", "prefix_", "newest")) and len(words) != 1:
        return f"{kind} is of one word"
    return None


def read_lines(path):
    """Number, kind and words of each line; kind None where there is no tab, or more than one."""
    with open(path, encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if line.strip():
                yield (number, cells[0], cells[1].split(" ")) if len(cells) == 2 else (number, None, [])


def read_queries(path):
    """Kind and query, one by one, of a file without errors."""
    return [(kind, query_of(kind, words)) for _, kind, words in read_lines(path)]


def main():
    path = sys.argv[1]
    counts, errors = collections.Counter(), []
    try:
        for number, kind, words in read_lines(path):
            error = "not kind, tab, words" if kind is None else error_in(kind, words)
            if error:
                errors.append(f"bench: {path}, line {number}: {error}")
            counts[kind] += 1
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"bench: cannot read {path}: {error}")
    if errors:
        more = [f"bench: and {len(errors) - SHOWN_ERRORS} more"] if len(errors) > SHOWN_ERRORS else []
        sys.exit("\n".join(errors[:SHOWN_ERRORS] + more))
    if not counts:
        sys.exit(f"bench: {path} has no queries")
    print("queries: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))


if __name__ == "__main__":
    main()
