"""Kills the server under load and restarts PostgreSQL, and looks whether anything that was acknowledged is lost.

    python3 server-example/load/durable.py --kills 20

1. Files are uploaded without a pause while the server is killed (SIGKILL) and started again, `--kills` times. Each
   upload that was answered with 201, and each job that was answered with 202, must be a document afterwards.
2. PostgreSQL is stopped for a while under reads: within 3 seconds the server answers 503 with `Retry-After`, and within
   5 seconds after PostgreSQL is back it answers as before, without being started again.

The exit code is 1 when something was lost or took longer.
"""

import argparse
import http.client
import random
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import generator
import stage

MOST_UNTIL_503 = 3.0
MOST_UNTIL_BACK = 5.0
DOWN = 8.0


class Uploads:
    """Uploads one file after the other, and remembers which were acknowledged."""

    def __init__(self, server: stage.Secretariat, writer: int):
        self.server, self.writer = server, writer
        self.stop = threading.Event()
        self.token = ""
        self.acknowledged: list[str] = []
        self.refused: dict[int, int] = {}
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            name = f"letter-{self.writer}-{number}.md"
            content = stage.letter(self.writer * 1_000_000 + number)
            body, kind = generator.form(name, content)
            headers = {"authorization": f"Bearer {self.token}", "content-type": kind}
            # Every other one is only handed in: its job has to be finished by whoever comes after.
            if number % 2:
                headers["prefer"] = "wait"
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
                connection.request("POST", "/v1/documents", body, headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status in (201, 202):
                    self.acknowledged.append(name)
                else:
                    self.refused[answer.status] = self.refused.get(answer.status, 0) + 1
                connection.close()
            except (OSError, http.client.HTTPException):
                # The server is down, or went down before it answered: nothing was acknowledged.
                time.sleep(0.1)


def kills(server: stage.Secretariat, count: int, writers: int, chance: random.Random) -> list[str]:
    uploads = [Uploads(server, writer) for writer in range(writers)]
    token = server.sign_in()
    for one in uploads:
        one.token = token
        one.thread.start()
    for kill in range(count):
        time.sleep(chance.uniform(0.3, 3.0))
        server.process.end(stage.signal.SIGKILL)
        server.start()
        token = server.sign_in()
        for one in uploads:
            one.token = token
        done = sum(len(one.acknowledged) for one in uploads)
        print(f"kill {kill + 1}: {done} uploads acknowledged so far", file=sys.stderr)
    time.sleep(1)
    for one in uploads:
        one.stop.set()
    for one in uploads:
        one.thread.join(90)
    acknowledged = [name for one in uploads for name in one.acknowledged]
    refused = {status: sum(one.refused.get(status, 0) for one in uploads) for one in uploads for status in one.refused}
    print(f"{count} kills, {len(acknowledged)} uploads acknowledged, refused: {refused or 'none'}")
    # The whole check may take longer than a token holds, and jobs may still be at work.
    missing = acknowledged
    end = time.perf_counter() + 120
    while missing and time.perf_counter() < end:
        token = server.sign_in()
        missing = [name for name in missing if not is_there(server, token, name)]
        if missing:
            time.sleep(1)
    return missing


def is_there(server: stage.Secretariat, token: str, name: str) -> bool:
    path = f"{server.url}/v1/documents/find?name={urllib.parse.quote(name)}"
    status, answer, _ = stage.call("GET", path, token=token)
    if status == 404:
        return False
    if status != 200:
        sys.exit(f"{path}: {status} {answer}")
    return bool(answer and (answer.get("items") if "items" in answer else answer.get("id")))


def database(server: stage.Secretariat, postgres: stage.Postgres) -> list[str]:
    """Stops PostgreSQL under reads and starts it again; returns what took too long or was answered otherwise."""
    token = server.sign_in()
    path = f"{server.url}/v1/documents?limit=1"
    if stage.call("GET", path, token=token)[0] != 200:
        sys.exit("the list of documents cannot be read before PostgreSQL is stopped")
    wrong: list[str] = []
    postgres.stop("immediate")
    began = time.perf_counter()
    first = None
    while time.perf_counter() - began < DOWN:
        asked = time.perf_counter()
        try:
            status, _, headers = stage.call("GET", path, token=token, timeout=60)
        except OSError as error:
            wrong.append(f"without PostgreSQL a request broke: {error}")
            break
        took = time.perf_counter() - asked
        names = {name.lower() for name in headers}
        if status != 503 or "retry-after" not in names:
            wrong.append(f"without PostgreSQL the answer is {status}, Retry-After {'retry-after' in names}")
            break
        if took > MOST_UNTIL_503:
            wrong.append(f"503 came after {took:.1f} s, {MOST_UNTIL_503} s are wanted")
        if first is None:
            first = took
        time.sleep(0.2)
    postgres.start()
    began = time.perf_counter()
    back = None
    while time.perf_counter() - began < 60:
        try:
            if stage.call("GET", path, token=token, timeout=60)[0] == 200:
                back = time.perf_counter() - began
                break
        except OSError:
            pass
        time.sleep(0.05)
    if back is None or back > MOST_UNTIL_BACK:
        wrong.append(f"after PostgreSQL was back, reading took {back or 60:.1f} s, {MOST_UNTIL_BACK} s are wanted")
    print(f"PostgreSQL stopped: 503 after {first or float('nan'):.2f} s; back {back or float('nan'):.2f} s after it")
    return wrong


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--server", type=Path, default=stage.release_binary())
    given.add_argument("--kills", type=int, default=20)
    given.add_argument("--writers", type=int, default=4)
    given.add_argument("--seed", type=int, default=1, help="when the server is killed follows from it")
    arguments = given.parse_args()
    with stage.workplace() as name:
        folder = Path(name)
        postgres = stage.Postgres(folder)
        server = None
        try:
            server = stage.Secretariat(folder, arguments.server, postgres.create("durable"))
            lost = kills(server, arguments.kills, arguments.writers, random.Random(arguments.seed))
            wrong = database(server, postgres)
        finally:
            if server:
                server.process.end()
            postgres.stop("immediate")
    for name_of in lost:
        print(f"lost: {name_of}", file=sys.stderr)
    for line in wrong:
        print(f"wrong: {line}", file=sys.stderr)
    print(f"lost: {len(lost)}")
    return 1 if lost or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
