"""Opens a database of SQLite FTS5 with the texts of an office, and prints how soon it answers.

`fill OFFICE DATABASE` copies the documents of an office; `open OFFICE DATABASE` measures.
"""

import json
import resource
import sqlite3
import sys
import time
from pathlib import Path

QUERIES = ["letter court evening", "station winter report", "council bridge summer"]


def fill(office: str, path: str) -> None:
    database = sqlite3.connect(path)
    database.execute(
        "create virtual table texts using fts5(body, tokenize = 'porter unicode61')"
    )
    blobs = (file for file in Path(office, "blobs").rglob("*") if file.is_file())
    with database:
        database.executemany(
            "insert into texts values (?)",
            ((file.read_text(encoding="utf-8"),) for file in blobs),
        )
    print(
        json.dumps(
            {"texts": database.execute("select count(*) from texts").fetchone()[0]}
        )
    )


def measure(path: str) -> None:
    times = []
    start = time.perf_counter()
    database = sqlite3.connect(path)
    database.execute("select name from sqlite_master").fetchall()
    times.append(time.perf_counter() - start)
    start = time.perf_counter()
    database.execute("select body from texts limit 50").fetchall()
    times.append(time.perf_counter() - start)
    for query in QUERIES:
        terms = " OR ".join(query.split())
        start = time.perf_counter()
        database.execute(
            "select body from texts where texts match ? order by rank limit 10",
            (terms,),
        ).fetchall()
        times.append(time.perf_counter() - start)
    opened, page, first, *rest = (seconds * 1_000 for seconds in times)
    measured = {
        "open_ms": opened,
        "page_ms": page,
        "first_ms": first,
        "search_ms": sorted(rest)[len(rest) // 2],
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(sys.argv[2], sys.argv[3])
    else:
        measure(sys.argv[3])
