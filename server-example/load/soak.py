"""Drives the server with everything at once for long, and tells how its memory grows.

    python3 server-example/load/soak.py --minutes 60

A tenth of the requests are uploads, the others ask, search, list and look who they are, at a steady rate. Resident
memory is read every five seconds. Its slope is that of the straight line through the second half, when caches and
indexes have what they keep; documents that are added grow the index, so the slope is told per hour and per 1,000
documents. The exit code is 1 when a request failed or memory grows by more than `--most-mib` an hour.
"""

import argparse
import functools
import json
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import generator
import stage


def slope(points: list[tuple[float, float]]) -> float:
    """The slope of the line of least squares."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def refusals(outcome: generator.Outcome) -> str:
    counts = [f"{count} × {status}" for status, count in sorted(outcome.statuses.items()) if status >= 400]
    return ", ".join([*counts, f"{outcome.broken} × no answer"] if outcome.broken else counts) or "none"


def request(token: str, number: int) -> bytes:
    match number % 10:
        case 0:
            body, kind = generator.form(f"soak-{number}.md", stage.letter(number))
            return generator.request("POST", "/v1/documents", token, body, kind, "prefer: wait\r\n")
        case 1 | 2 | 3:
            return generator.request("GET", f"/v1/search?q={urllib.parse.quote(stage.question(number))}", token)
        case 4:
            body = json.dumps({"question": f"What do we have to pay for {stage.SUBJECTS[number // 10 % 8]}?"}).encode()
            return generator.request("POST", "/v1/ask", token, body, "application/json")
        case 5 | 6:
            return generator.request("GET", "/v1/documents?limit=20", token)
        case _:
            return generator.request("GET", "/v1/me", token)


def numbered(token: str, first: int, at: int) -> bytes:
    return request(token, first + at)


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--server", type=Path, default=stage.release_binary())
    given.add_argument("--minutes", type=float, default=60)
    given.add_argument("--rate", type=float, default=20, help="requests a second")
    given.add_argument("--most-mib", type=float, default=64, help="how much memory may grow in an hour")
    given.add_argument("--sqlite", action="store_true", help="an office of one process instead of PostgreSQL")
    arguments = given.parse_args()
    with stage.workplace() as name:
        folder = Path(name)
        postgres = None if arguments.sqlite else stage.Postgres(folder)
        office = postgres.create("soak") if postgres else str(folder / "office")
        server = None
        points: list[tuple[float, float]] = []
        outcome = generator.Outcome()
        over = threading.Event()
        try:
            server = stage.Secretariat(folder, arguments.server, office)
            running = server.process
            begin = time.perf_counter()

            def watch() -> None:
                while not over.wait(5):
                    points.append(((time.perf_counter() - begin) / 3600, running.resident_mib()))

            threading.Thread(target=watch, daemon=True).start()
            number = 0
            end = begin + arguments.minutes * 60
            while (left := end - time.perf_counter()) > 0:
                # A token holds for ten minutes: a part is shorter.
                token, first = server.sign_in(), number
                make = functools.partial(numbered, token, first)
                part = generator.run(server.port, make, min(300, left), 16, arguments.rate)
                number += part.answered + part.broken
                outcome.millis += part.millis
                outcome.broken += part.broken
                outcome.seconds += part.seconds
                for status, count in part.statuses.items():
                    outcome.statuses[status] = outcome.statuses.get(status, 0) + count
                print(
                    f"{(time.perf_counter() - begin) / 60:.0f} min: {outcome.answered} answered, {outcome.failed()} failed, "
                    f"p99 {part.percentile(0.99):.0f} ms, {running.resident_mib():.1f} MiB",
                    file=sys.stderr,
                )
        finally:
            over.set()
            if server:
                server.process.end()
            if postgres:
                postgres.stop("immediate")
    half = points[len(points) // 2 :]
    grows = slope(half)
    documents_an_hour = outcome.answered / 10 / outcome.seconds * 3600
    print(
        f"{outcome.seconds / 60:.0f} minutes, {outcome.answered} requests at {outcome.per_second:.1f} a second, "
        f"{outcome.failed()} failed ({refusals(outcome)}), p50 {outcome.percentile(0.5):.1f} ms, p99 {outcome.percentile(0.99):.1f} ms."
    )
    print(
        f"Resident: {points[0][1]:.0f} MiB at first, {max(y for _, y in points):.0f} MiB at most, {points[-1][1]:.0f} MiB "
        f"at last; in the second half {grows:+.1f} MiB an hour, {grows / documents_an_hour * 1000:+.2f} MiB for 1,000 documents."
    )
    return 1 if outcome.failed() or grows > arguments.most_mib else 0


if __name__ == "__main__":
    sys.exit(main())
