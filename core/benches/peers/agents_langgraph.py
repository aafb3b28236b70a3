"""Runs of LangGraph's agent: without a saver, in memory, on SQLite or PostgreSQL."""

import asyncio
import sys
import warnings
from contextlib import AsyncExitStack

from agents_measure import Plan, measure
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI

warnings.filterwarnings("ignore")
from langgraph.prebuilt import create_react_agent  # noqa: E402


@tool
async def do_step(i: int, run: str) -> str:
    """Does a step."""
    return "ok"


async def main() -> None:
    plan = Plan.read(sys.argv)
    async with AsyncExitStack() as stack:
        saver = None
        if plan.mode == "memory":
            from langgraph.checkpoint.memory import InMemorySaver

            saver = InMemorySaver()
        elif plan.mode == "sqlite":
            from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

            saver = await stack.enter_async_context(AsyncSqliteSaver.from_conn_string(plan.place))
            await saver.setup()
        elif plan.mode == "postgres":
            from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
            from psycopg.rows import dict_row
            from psycopg_pool import AsyncConnectionPool

            options = {"autocommit": True, "row_factory": dict_row}
            pool = AsyncConnectionPool(plan.place, min_size=4, max_size=20, kwargs=options, open=False)
            await stack.enter_async_context(pool)
            saver = AsyncPostgresSaver(pool)
            await saver.setup()
        model = ChatOpenAI(
            model=plan.model,
            base_url=plan.url,
            api_key="none",
            max_retries=0,
            use_responses_api=False,
        )
        graph = create_react_agent(model, [do_step], checkpointer=saver)
        # Every step on disk before the next, as ours.
        options = {"durability": "sync"} if saver else {}

        async def run(name: str) -> str:
            said = await graph.ainvoke(
                {"messages": [{"role": "user", "content": f"go run={name}"}]},
                {"configurable": {"thread_id": name}, "recursion_limit": 10_000},
                **options,
            )
            return said["messages"][-1].content

        await measure(plan, run)


asyncio.run(main())
