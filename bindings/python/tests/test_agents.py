"""Runs whose model and tools are written in Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from secretariat import Office
from secretariat.types import (
    Agent,
    ApprovalPolicy,
    CallTrace,
    CallTraceNobodyKnows,
    Effect,
    Finish,
    ModelMessageTool,
    ModelReply,
    ModelRequest,
    RequestedCall,
    RunStatus,
    ToolAnswer,
    ToolCall,
    ToolSpec,
)

PAY = ToolSpec(
    name="pay",
    description="Pays somebody.",
    parameters={"type": "object", "properties": {"to": {"type": "string"}}, "required": ["to"]},
    effect=Effect.ONCE,
    approval=ApprovalPolicy.ALWAYS,
    timeout_millis=5_000,
)


class Clerk:
    """A model that has somebody paid and then says so."""

    def name(self) -> str:
        return "test/clerk"

    async def complete(self, request: ModelRequest) -> ModelReply:
        told = [message.text for message in request.messages if isinstance(message, ModelMessageTool)]
        if told:
            return ModelReply(text=f"Done: {told[0]}", finish=Finish.STOP, model="clerk-1")
        call = RequestedCall(id="a", tool="pay", arguments='{"to": "Anna"}')
        return ModelReply(text="", calls=[call], finish=Finish.TOOL_CALLS, model="clerk-1")


class Till:
    """A toolbox that notes whom it paid."""

    def __init__(self) -> None:
        self.paid: list[tuple[str, Any]] = []

    def tools(self) -> Sequence[ToolSpec]:
        return [PAY]

    async def call(self, call: ToolCall, arguments: Any) -> ToolAnswer:
        self.paid.append((call.idempotency_key, arguments))
        return ToolAnswer(content=f"paid {arguments['to']}")

    def reconcile(self, call: ToolCall, arguments: Any) -> CallTrace:
        return CallTraceNobodyKnows()


async def test_a_model_and_a_tool_in_python_work_in_a_run_that_waits_for_a_person() -> None:
    till = Till()
    async with Office.open(language_model=Clerk(), toolbox=till) as office:
        agent = Agent(name="clerk", instructions="Pay whom you are told to pay.", tools=["pay"])
        run = await office.agents.start(agent, "Pay Anna")
        asked = None
        async for entry in office.agents.follow(run.id):
            if entry.event.type == "approval_requested":
                asked = (await office.agents.questions(run.id))[0]
                assert (asked.tool, asked.arguments, till.paid) == ("pay", {"to": "Anna"}, [])
                await office.agents.approve(run.id, asked.call)
        assert asked is not None
        outcome = await office.agents.wait(run.id)
        assert outcome.run.status is RunStatus.FINISHED
        assert outcome.output == "Done: paid Anna"
        assert [arguments for _, arguments in till.paid] == [{"to": "Anna"}]
        assert "pay" in [tool.name for tool in await office.agents.tools()]
