"""Sends the requests of many runs with httpx alone, and prints what a turn costs."""

import asyncio
import json
import sys

import httpx
from agents_measure import Plan, measure


async def main() -> None:
    plan = Plan.read(sys.argv)
    limits = httpx.Limits(max_connections=1_000, max_keepalive_connections=1_000)
    async with httpx.AsyncClient(limits=limits, timeout=120) as client:

        async def run(name: str) -> str:
            messages = [{"role": "user", "content": f"go run={name}"}]
            while True:
                answer = await client.post(
                    plan.url + "/chat/completions",
                    json={"model": plan.model, "messages": messages},
                )
                message = json.loads(answer.content)["choices"][0]["message"]
                messages.append(message)
                calls = message.get("tool_calls")
                if not calls:
                    return message["content"]
                messages.extend({"role": "tool", "tool_call_id": call["id"], "content": "ok"} for call in calls)

        await measure(plan, run)


asyncio.run(main())
