"""A clerk who pays when a person has agreed, with Secretariat: `start`, `approve` or `resume` in a folder."""

import asyncio
import sys
from collections.abc import Sequence
from typing import Any

from bank import paid, pay
from secretariat import Office
from secretariat.types import (
    Agent,
    ApprovalPolicy,
    CallTrace,
    CallTraceTookEffect,
    CallTraceTookNoEffect,
    Effect,
    Finish,
    ModelMessageTool,
    ModelReply,
    ModelRequest,
    RequestedCall,
    ToolAnswer,
    ToolCall,
    ToolSpec,
)

FIELDS = {"name": {"type": "string"}, "amount": {"type": "integer"}}
PAY = ToolSpec(
    name="pay",
    description="Pays somebody.",
    parameters={"type": "object", "properties": FIELDS},
    effect=Effect.ONCE,
    approval=ApprovalPolicy.ALWAYS,
    timeout_millis=30_000,
)


class Model:
    def name(self) -> str:
        return "scripted"

    async def complete(self, request: ModelRequest) -> ModelReply:
        last = request.messages[-1]
        if isinstance(last, ModelMessageTool):
            return ModelReply(text=f"Done: {last.text}", finish=Finish.STOP, model="scripted")
        call = RequestedCall(id="a", tool="pay", arguments='{"name": "Anna", "amount": 250}')
        return ModelReply(text="", calls=[call], finish=Finish.TOOL_CALLS, model="scripted")


class Tools:
    def tools(self) -> Sequence[ToolSpec]:
        return [PAY]

    async def call(self, call: ToolCall, arguments: Any) -> ToolAnswer:
        said = await asyncio.to_thread(pay, **arguments, key=call.idempotency_key)
        return ToolAnswer(content=said)

    def reconcile(self, call: ToolCall, arguments: Any) -> CallTrace:
        if paid(call.idempotency_key):
            return CallTraceTookEffect(ToolAnswer(content="it stands on the statement"))
        return CallTraceTookNoEffect()


async def main(what: str, folder: str) -> None:
    async with Office.open(folder, language_model=Model(), toolbox=Tools()) as office:
        if what == "start":
            agent = Agent(name="clerk", instructions="Pay what people ask for.", tools=["pay"])
            run = await office.agents.start(agent, "Pay Anna 250 EUR")
            while not await office.agents.questions(run.id):
                await asyncio.sleep(0.05)
            print("waits for a person")
            return
        run = (await office.agents.list()).runs[0]
        if what == "approve":
            question = (await office.agents.questions(run.id))[0]
            await office.agents.approve(run.id, question.call)
        print((await office.agents.wait(run.id)).output)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
