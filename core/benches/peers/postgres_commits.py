"""Commits one record at a time with psycopg, from some threads, and prints the rate."""

import json
import sys
import threading
import time

import psycopg

NAME = "bench_psycopg"


def write(url: str, writer: int, each: int) -> None:
    with psycopg.connect(url, autocommit=True) as database:
        for number in range(each):
            key = f"doc_{writer}_{number}"
            body = json.dumps({"id": key, "text": "A letter. " * 100})
            database.execute(
                "insert into documents values (%s, %s, %s)", (key, "letter.pdf", body)
            )


def main(server: str, writers: int, each: int) -> None:
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"drop database if exists {NAME} with (force)")
        admin.execute(f"create database {NAME}")
    url = server.rsplit("/", 1)[0] + "/" + NAME
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(
            "create table documents (id text primary key, name text, body jsonb)"
        )
        database.execute("create index names on documents (name)")
    threads = [
        threading.Thread(target=write, args=(url, writer, each))
        for writer in range(writers)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    print(json.dumps({"commits_per_second": writers * each / seconds}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
