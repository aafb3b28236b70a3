"""What calls cost from Python: prints JSON. Compare with `cargo run --release -p secretariat-bridge --example overhead`."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import secretariat
from secretariat import Settings, Source, blocking
from secretariat.types import IsolationInProcess

TEXT = "The rent of EUR 1,250.00 is due on 3 March 2026."
ROUNDS = 2_000
FILES = Path(__file__).resolve().parents[3] / "examples" / "files"


def micros(call, rounds=ROUNDS):
    """Mean time of a call in microseconds."""
    started = time.perf_counter()
    for _ in range(rounds):
        call()
    return (time.perf_counter() - started) * 1e6 / rounds


def import_millis():
    """What `import secretariat` adds to starting Python, the median of ten processes."""
    def run(program):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        return (time.perf_counter() - started) * 1e3

    empty = statistics.median(run("import asyncio, json, logging") for _ in range(10))
    return statistics.median(run("import asyncio, json, logging, secretariat") for _ in range(10)) - empty


def resident():
    """Memory of this process in MiB."""
    with open("/proc/self/statm") as opened:
        return int(opened.read().split()[1]) * resource.getpagesize() / 2**20


def two_threads():
    """How much faster two threads parse than one after the other; 2 is all that two cores can give."""
    content = (FILES / "lease-Speicherhof-3.pdf").read_bytes()

    def parse():
        for _ in range(100):
            blocking.parse(content, "lease.pdf")

    started = time.perf_counter()
    parse()
    parse()
    alone = time.perf_counter() - started
    threads = [threading.Thread(target=parse) for _ in range(2)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return alone / (time.perf_counter() - started)


SAYS = (
    "Please pay EUR {}.50 by 14 March 2026.",
    "Can you confirm that the two pallets were delivered on Tuesday, 3 March 2026?",
    "The rent of the hall at Speicherhof 3 stays as it is until 31 December 2027.",
    "We met Ms Weber of Lindqvist & Co. about the lamps that flicker in the stairwell.",
    "Nothing of what was agreed in the meeting has changed since, and our offer stands for thirty days.",
    "Our account is DE02 1203 0000 0000 2020 51, and the telephone number is +49 30 901820.",
)


def note(number):
    """The letter of the Rust program: a page, another one for each number."""
    said = [SAYS[(number + line) % len(SAYS)].format(number + line) for line in range(24)]
    paragraphs = "\n\n".join(" ".join(said[at : at + 4]) for at in range(0, 24, 4))
    text = f"Letter {number}\n\nDear Ms Weber,\n\n{paragraphs}\n\nKind regards\nAnn Berg\n"
    return Source(text=text, name=f"{number}.txt")


with blocking.Office.open() as office:
    lease = office.documents.add(FILES / "lease-Speicherhof-3.pdf")
    for _ in range(5_000):
        secretariat.values(TEXT)
    before = resident()
    for _ in range(100_000 if "--long" in sys.argv else 10_000):
        secretariat.values(TEXT)
        office.documents.owner
    growth = resident() - before
    figures = {
        "language": "python",
        "values_us": micros(lambda: secretariat.values(TEXT)),
        "get_us": micros(lambda: office.documents.get(lease.id).brief.deadlines[0].due),
        "import_ms": import_millis(),
        "two_threads": two_threads(),
        "growth_mib": growth,
        "native_mib": os.path.getsize(secretariat._native.__file__) / 2**20,
    }

# As the Rust program does it: without the helper process that the wheel uses by default.
with blocking.Office.open(settings=Settings(isolation=IsolationInProcess())) as office:
    started = time.perf_counter()
    office.documents.submit([note(number) for number in range(1_000)]).wait()
    figures["ingest_1000_s"] = time.perf_counter() - started
print(json.dumps(figures))
