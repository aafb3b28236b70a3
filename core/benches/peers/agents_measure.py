"""What the peers of the agents share: arguments, and what is measured."""

import asyncio
import gc
import json
import os
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

# Nothing is told to anybody.
os.environ.setdefault("OPENAI_API_KEY", "none")
os.environ.setdefault("OPENAI_AGENTS_DISABLE_TRACING", "1")
os.environ.setdefault("LANGSMITH_TRACING", "false")


@dataclass
class Plan:
    """SCRIPT PORT RUNS IN_FLIGHT TURNS MODE PLACE"""

    port: int
    runs: int
    in_flight: int
    turns: int
    mode: str
    place: str

    @classmethod
    def read(cls, arguments: list[str]) -> "Plan":
        port, runs, in_flight, turns, mode, place = arguments[1:7]
        return cls(int(port), int(runs), int(in_flight), int(turns), mode, place)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def model(self) -> str:
        return f"stub-n{self.turns}-p1-l0"


def resident() -> int:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


async def measure(plan: Plan, run: Callable[[str], Awaitable[str]]) -> None:
    """Does all runs, so many at a time, and prints what a turn took."""

    async def one(name: str) -> None:
        said = await run(name)
        if f"done {name}" not in str(said):
            raise SystemExit(f"a run ended otherwise: {said}")

    stamp = f"{os.getpid()}x{time.time_ns()}"
    await asyncio.gather(*(one(f"w{stamp}x{n}") for n in range(min(10, plan.runs))))
    gc.collect()
    before = most = resident()
    over = False

    async def watch() -> None:
        nonlocal most
        while not over:
            most = max(most, resident())
            await asyncio.sleep(0.02)

    watching = asyncio.create_task(watch())
    gate = asyncio.Semaphore(plan.in_flight)

    async def gated(name: str) -> None:
        async with gate:
            await one(name)

    start, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(gated(f"r{stamp}x{n}") for n in range(plan.runs)))
    seconds, spent = time.perf_counter() - start, time.process_time() - cpu
    over = True
    await watching
    turns = plan.runs * (plan.turns + 1)
    many = min(plan.in_flight, plan.runs)
    print(
        json.dumps(
            {
                "turns": turns,
                "cpu_us_per_turn": spent * 1e6 / turns,
                "runs_per_second": plan.runs / seconds,
                "kib_per_run": (most - before) / 1024 / many,
            }
        ),
        flush=True,
    )
