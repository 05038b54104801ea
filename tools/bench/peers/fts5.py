#!/usr/bin/env python3
"""SQLite FTS5 beside Gazette: the same documents.

    fts5.py DOCS.jsonl INDEX.sqlite

One table with the contents stored, positions (detail=full), words cut by unicode61 and stemmed by
Porter's rules, all in one transaction that is on disk at the end. What it does less: English stems
for all languages; Chinese, Japanese and Thai are not cut, so that nothing in them is found but what
stands between two spaces; no unstemmed words beside the stems; one thread.
"""
import json
import sqlite3
import sys


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield document["id"], document["lang"], document["title"], document["text"]


def main():
    documents, index = sys.argv[1:]
    database = sqlite3.connect(index)
    database.execute(
        "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, lang UNINDEXED, title, text,"
        " detail=full, tokenize='porter unicode61')"
    )
    with database:
        database.executemany("INSERT INTO docs VALUES (?, ?, ?, ?)", rows(documents))
    print(database.execute("SELECT count(*) FROM docs").fetchone()[0], "documents")


main()
