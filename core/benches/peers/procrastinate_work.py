"""Runs tasks that do nothing through procrastinate on PostgreSQL and prints how many a second."""

import asyncio
import json
import logging
import sys
import time

import procrastinate
import psycopg

NAME = "bench_procrastinate"


async def main(server: str, count: int) -> None:
    logging.disable(logging.CRITICAL)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"drop database if exists {NAME} with (force)")
        admin.execute(f"create database {NAME}")
    url = server.rsplit("/", 1)[0] + "/" + NAME
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))

    @app.task(name="nothing")
    async def nothing(number: int) -> None:
        pass

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await app.configure_task("nothing").batch_defer_async(
            *({"number": number} for number in range(count))
        )
        start = time.perf_counter()
        await app.run_worker_async(wait=False, concurrency=256)
        seconds = time.perf_counter() - start
    print(json.dumps({"tasks_per_second": count / seconds}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
