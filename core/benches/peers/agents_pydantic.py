"""Runs of Pydantic AI: alone, or as workflows of DBOS on SQLite or PostgreSQL."""

import asyncio
import sys
import warnings

from agents_measure import Plan, measure
from openai import AsyncOpenAI
from pydantic_ai import Agent, UsageLimits
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

warnings.filterwarnings("ignore")

NO_LIMITS = UsageLimits(request_limit=None)


async def main() -> None:
    plan = Plan.read(sys.argv)
    client = AsyncOpenAI(base_url=plan.url, api_key="none", max_retries=0, timeout=120)
    model = OpenAIChatModel(plan.model, provider=OpenAIProvider(openai_client=client))
    agent = Agent(model, name="clerk", instructions="Do the steps.")
    if plan.mode != "dbos":

        @agent.tool_plain
        async def do_step(i: int, run: str) -> str:
            """Does a step."""
            return "ok"

        async def run(name: str) -> str:
            return (await agent.run(f"go run={name}", usage_limits=NO_LIMITS)).output

        return await measure(plan, run)

    from dbos import DBOS, SetWorkflowID
    from pydantic_ai.durable_exec.dbos import DBOSAgent

    DBOS(
        config={
            "name": "bench",
            "system_database_url": plan.place,
            "run_admin_server": False,
            "log_level": "ERROR",
        }
    )

    @agent.tool_plain
    @DBOS.step()
    async def do_step(i: int, run: str) -> str:  # noqa: F811
        """Does a step."""
        return "ok"

    durable = DBOSAgent(agent)
    DBOS.launch()

    async def durable_run(name: str) -> str:
        with SetWorkflowID(name):
            return (await durable.run(f"go run={name}", usage_limits=NO_LIMITS)).output

    await measure(plan, durable_run)
    DBOS.destroy()


asyncio.run(main())
