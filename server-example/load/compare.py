"""Measures Secretariat's server beside a FastAPI service with the same endpoints, on the same PostgreSQL.

    cargo build --release -p secretariat-server -p secretariat-cli
    python3 server-example/load/compare.py            # about 10 minutes
    python3 server-example/load/compare.py --quick    # about 2 minutes, for a look

Secretariat understands what is uploaded. The peer finds dates and amounts, where an operation says nothing else; where
it says *only indexed*, the peer does not look, and Secretariat does what it always does.

Both run as one process on one CPU; the generator and PostgreSQL have the others. Of each operation: CPU time of the
server's processes per request, PostgreSQL's beside it, requests per second with 16 connections, and p50 and p99 at
70 % of the server's own most, counted from when a request was due. What a request costs is what both spend: the peer
searches in PostgreSQL, Secretariat in itself. The exit code is 1 when a goal is missed.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

import generator
import stage

CONNECTIONS = 16


@dataclass
class Figures:
    cpu_ms: float
    database_ms: float
    per_second: float
    rate: float
    p50: float
    p99: float
    failed: int

    @property
    def all_cpu_ms(self) -> float:
        return self.cpu_ms + self.database_ms


@dataclass
class Server:
    name: str
    port: int
    process: stage.Process
    token: str
    idle_mib: float = 0.0


# The goals: how many times less CPU than the peer, PostgreSQL's included, by operation.
GOALS = {"me": 5.0, "search": 4.0, "upload": 3.0}
MOST_P99 = 50.0
MOST_IDLE = 64.0


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--server", type=Path, default=stage.release_binary())
    given.add_argument("--quick", action="store_true", help="short runs on few documents")
    given.add_argument("--documents", type=int, help="how many letters both hold (1000; 200 when quick)")
    given.add_argument("--seconds", type=float, help="how long each is driven (10; 4 when quick)")
    arguments = given.parse_args()
    documents = arguments.documents or (200 if arguments.quick else 1000)
    seconds = arguments.seconds or (4 if arguments.quick else 10)
    python = stage.python_of_peer()
    load = os.getloadavg()[0]
    with stage.workplace() as name:
        folder = Path(name)
        database = stage.Postgres(folder)
        ours = theirs = None
        try:
            server = stage.Secretariat(folder, arguments.server, database.create("ours"), cpu=0)
            ours = Server("Secretariat", server.port, server.process, server.sign_in())
            theirs = start_peer(folder, python, database.create("theirs"))
            # What each holds before anybody has asked it for anything much.
            time.sleep(10)
            for one in (ours, theirs):
                one.idle_mib = one.process.resident_mib()
            fill(server, theirs, documents)
            ours.token = server.sign_in()
            table = {}
            for operation, make in operations().items():
                for one in (ours, theirs):
                    if one is ours:
                        ours.token = server.sign_in()
                    table[operation, one.name] = measure(one, database, operation, make, seconds)
                    print(f"{operation:12} {one.name:12} {table[operation, one.name]}", file=sys.stderr)
        finally:
            for one in (ours, theirs):
                if one:
                    one.process.end()
            database.stop("immediate")
    return report(table, (ours, theirs), documents, seconds, load, python)


def start_peer(folder: Path, python: Path, url: str) -> Server:
    port = stage.free_port()
    files = folder / "peer-files"
    files.mkdir()
    process = stage.Process(
        [
            str(python),
            "-m",
            "uvicorn",
            "peer:app",
            "--app-dir",
            str(stage.HERE),
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--no-access-log",
            "--log-level",
            "warning",
        ],
        folder / "peer.log",
        {"DATABASE_URL": url, "FILES": str(files)},
        cpu=0,
    )
    begin = time.perf_counter()
    while time.perf_counter() - begin < 60:
        if process.running.poll() is not None:
            break
        try:
            status, answer, _ = stage.call("POST", f"http://127.0.0.1:{port}/v1/sessions")
            if status == 201:
                return Server("FastAPI", port, process, answer["access_token"])
        except OSError:
            time.sleep(0.2)
    sys.exit(f"the peer does not start:\n{stage.tail(folder / 'peer.log')}")


def fill(server: stage.Secretariat, peer: Server, documents: int) -> None:
    """Puts letters into Secretariat, and what it made of them into the peer, so that both hold the same."""
    token = server.sign_in()
    outcome = generator.run(server.port, lambda at: upload(token, at, "seed"), 86_400, 8, most=documents)
    if outcome.failed() or outcome.answered != documents:
        sys.exit(f"filling failed: {outcome.statuses}, {outcome.broken} without an answer")
    cursor = ""
    while cursor is not None:
        path = f"/v1/documents?limit=100&cursor={urllib.parse.quote(cursor)}" if cursor else "/v1/documents?limit=100"
        _, page, _ = stage.call("GET", server.url + path, token=token)
        for record in page["items"]:
            _, parsed, _ = stage.call("GET", f"{server.url}/v1/documents/{record['id']}/text", token=token)
            copied = {"record": record, "text": parsed["text"]}
            status, answer, _ = stage.call("POST", f"http://127.0.0.1:{peer.port}/load/records", copied)
            if status != 204:
                sys.exit(f"the peer does not take a document: {answer}")
        cursor = page["next_cursor"]


def upload(token: str, number: int, mark: str, path: str = "/v1/documents") -> bytes:
    content = stage.letter(number) + f"\nOur sign: {mark}\n".encode()
    body, kind = generator.form(f"letter-{mark}-{number}.md", content)
    return generator.request("POST", path, token, body, kind, "prefer: wait\r\n")


def upload_pdf(token: str, number: int, mark: str, path: str = "/v1/documents") -> bytes:
    # What follows the end of a PDF is read by nobody, and makes it another file.
    content = (stage.ROOT / "examples/files/invoice-INV-20418.pdf").read_bytes() + f"\n% {mark} {number}\n".encode()
    body, kind = generator.form(f"invoice-{mark}-{number}.pdf", content)
    return generator.request("POST", path, token, body, kind, "prefer: wait\r\n")


# What the peer is asked for in place of `/v1/documents`, so that it finds dates and amounts.
FACTS = "/v1/documents?facts=true"


def operations() -> dict:
    def search(token: str, number: int, _: str) -> bytes:
        words = urllib.parse.quote(stage.question(number))
        return generator.request("GET", f"/v1/search?q={words}&limit=10", token)

    return {
        "me": lambda token, number, mark: generator.request("GET", "/v1/me", token),
        "search": search,
        "list": lambda token, number, mark: generator.request("GET", "/v1/documents?limit=50", token),
        "upload": upload,
        "upload pdf": upload_pdf,
        "upload, only indexed": upload,
        "upload pdf, only indexed": upload_pdf,
    }


def measure(server: Server, database: stage.Postgres, operation: str, make, seconds: float) -> Figures:
    def drive(part: str, time_of: float, connections: int, rate: float | None = None) -> generator.Outcome:
        mark = f"{operation.replace(' ', '').replace(',', '')}-{part}-{int(time.time() * 1000)}"
        finds = operation in ("upload", "upload pdf") and server.name == "FastAPI"
        more = (FACTS,) if finds else ()
        return generator.run(server.port, lambda at: make(server.token, at, mark, *more), time_of, connections, rate)

    drive("warm", min(2.0, seconds), CONNECTIONS)
    before = server.process.cpu_seconds(), database.cpu_seconds()
    most = drive("most", seconds, CONNECTIONS)
    # Work that goes on behind the answers belongs to them.
    time.sleep(1)
    used = server.process.cpu_seconds() - before[0], database.cpu_seconds() - before[1]
    rate = 0.7 * most.per_second
    steady = drive("steady", seconds, 64, rate)
    count = max(1, most.answered)
    return Figures(
        cpu_ms=used[0] / count * 1000,
        database_ms=used[1] / count * 1000,
        per_second=most.per_second,
        rate=rate,
        p50=steady.percentile(0.5),
        p99=steady.percentile(0.99),
        failed=most.failed() + steady.failed(),
    )


def report(table, servers, documents: int, seconds: float, load: float, python: Path) -> int:
    ours, theirs = servers
    print(
        "| operation | server | CPU ms/request | PostgreSQL CPU ms/request | most requests/s | at 70 %: requests/s "
        "| p50 ms | p99 ms | less CPU than FastAPI | of the servers alone |"
    )
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    missed = []
    for operation in operations():
        for one in servers:
            found = table[operation, one.name]
            factor = alone = ""
            if one is ours:
                times = table[operation, theirs.name].all_cpu_ms / found.all_cpu_ms
                factor = f"{times:.1f}×"
                alone = f"{table[operation, theirs.name].cpu_ms / found.cpu_ms:.1f}×"
                if times < GOALS.get(operation, 0):
                    missed.append(f"{operation}: {times:.1f}× less CPU, {GOALS[operation]:.0f}× wanted")
                if found.p99 > MOST_P99:
                    missed.append(f"{operation}: p99 is {found.p99:.0f} ms, below {MOST_P99:.0f} wanted")
            if found.failed:
                missed.append(f"{operation}: {found.failed} requests to {one.name} failed")
            print(
                f"| {operation} | {one.name} | {found.cpu_ms:.2f} | {found.database_ms:.2f} | {found.per_second:.0f} "
                f"| {found.rate:.0f} | {found.p50:.1f} | {found.p99:.1f} | {factor} | {alone} |"
            )
    print(f"\nIdle: Secretariat {ours.idle_mib:.0f} MiB, FastAPI {theirs.idle_mib:.0f} MiB resident.")
    if ours.idle_mib > MOST_IDLE:
        missed.append(f"idle: {ours.idle_mib:.0f} MiB, below {MOST_IDLE:.0f} wanted")
    script = "import importlib.metadata as m; print(', '.join(f'{p} {m.version(p)}' for p in ('fastapi','uvicorn','asyncpg','pyjwt','pypdf','dateparser')))"
    versions = subprocess.run([str(python), "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    print(
        f"{time.strftime('%Y-%m-%d')}, `compare.py`, {documents} documents, {seconds:g} s each; {versions}, Python "
        f"{platform.python_version()}; {os.cpu_count()} CPUs, load before {load:.2f}."
    )
    for line in missed:
        print(f"missed: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
