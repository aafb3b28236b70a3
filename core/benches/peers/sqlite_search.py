"""Indexes passages with SQLite FTS5, asks queries, and prints the times."""

import json
import math
import resource
import sqlite3
import sys
import time
from pathlib import Path

BATCH = 5_120


def within(times: list[float], share: float) -> float:
    """Returns the time in milliseconds that this share of all stays within, by nearest rank."""
    return sorted(times)[max(math.ceil(len(times) * share), 1) - 1] * 1_000


def ask(database: sqlite3.Connection, query: str) -> float:
    terms = " OR ".join(f'"{word}"' for word in query.split())
    start = time.perf_counter()
    database.execute(
        "select title, body from passages where passages match ? order by rank limit 10",
        (terms,),
    ).fetchall()
    return time.perf_counter() - start


def main(source: str, path: str, passages: int) -> None:
    database = sqlite3.connect(path)
    database.execute("pragma journal_mode = wal")
    database.execute(
        "create virtual table passages using fts5(title, body, tokenize = 'porter unicode61')"
    )
    indexing, rows = 0.0, []
    queries: list[dict[str, str]] = []
    with open(source, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            entry = json.loads(line)
            if number >= passages:
                queries.append(entry)
                continue
            rows.append((entry["title"], entry["text"]))
            if len(rows) == BATCH or number == passages - 1:
                start = time.perf_counter()
                with database:
                    database.executemany("insert into passages values (?, ?)", rows)
                indexing += time.perf_counter() - start
                rows = []
    database.close()
    size = Path(path).stat().st_size
    database = sqlite3.connect(path)
    first = ask(database, queries[0]["query"])
    times = [ask(database, entry["query"]) for entry in queries]
    slips = [ask(database, entry["slip"]) for entry in queries]
    measured = {
        "index_seconds": indexing,
        "disk_bytes": size,
        "first_ms": first * 1_000,
        "p50_ms": within(times, 0.5),
        "p99_ms": within(times, 0.99),
        "slip_p50_ms": within(slips, 0.5),
        "slip_p99_ms": within(slips, 0.99),
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
