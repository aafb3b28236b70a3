"""Runs of the OpenAI Agents SDK, which keeps nothing."""

import asyncio
import sys

from agents import (
    Agent,
    OpenAIChatCompletionsModel,
    Runner,
    function_tool,
    set_tracing_disabled,
)
from agents_measure import Plan, measure
from openai import AsyncOpenAI


@function_tool
async def do_step(i: int, run: str) -> str:
    """Does a step."""
    return "ok"


async def main() -> None:
    plan = Plan.read(sys.argv)
    set_tracing_disabled(True)
    client = AsyncOpenAI(base_url=plan.url, api_key="none", max_retries=0, timeout=120)
    model = OpenAIChatCompletionsModel(model=plan.model, openai_client=client)
    agent = Agent(name="clerk", instructions="Do the steps.", tools=[do_step], model=model)

    async def run(name: str) -> str:
        said = await Runner.run(agent, f"go run={name}", max_turns=10_000)
        return said.final_output

    await measure(plan, run)


asyncio.run(main())
