"""Commits one record at a time with Python's sqlite3, from some threads, and prints the rate."""

import json
import sqlite3
import sys
import threading
import time


def connect(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=600, isolation_level=None)
    database.execute("pragma journal_mode = wal")
    database.execute("pragma synchronous = full")
    return database


def write(path: str, writer: int, each: int) -> None:
    database = connect(path)
    for number in range(each):
        key = f"doc_{writer}_{number}"
        body = json.dumps({"id": key, "text": "A letter. " * 100})
        database.execute("begin immediate")
        database.execute(
            "insert into documents values (?, ?, ?)", (key, "letter.pdf", body)
        )
        database.execute("commit")
    database.close()


def main(path: str, writers: int, each: int) -> None:
    database = connect(path)
    database.execute(
        "create table documents (id text primary key, name text, body text) strict"
    )
    database.execute("create index names on documents (name)")
    threads = [
        threading.Thread(target=write, args=(path, writer, each))
        for writer in range(writers)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    (count,) = database.execute("select count(*) from documents").fetchone()
    print(json.dumps({"commits_per_second": count / seconds}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
