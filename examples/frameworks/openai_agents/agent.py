"""The office as tools of an agent of the OpenAI Agents SDK. The model follows a script, so that this runs offline.

$ pip install secretariat openai-agents
$ python agent.py
"""

from __future__ import annotations

import asyncio
import json

from agents import Agent, Model, ModelResponse, RunConfig, Runner, Usage, function_tool
from openai.types.responses import ResponseFunctionToolCall, ResponseOutputMessage, ResponseOutputText
from secretariat import Office, Source


class Scripted(Model):
    """Calls the tool and then says so; without it, the SDK asks OpenAI."""

    def __init__(self) -> None:
        self.turn = 0

    async def get_response(self, *asked, **more) -> ModelResponse:
        self.turn += 1
        if self.turn == 1:
            question = json.dumps({"question": "How many chairs?"})
            said = ResponseFunctionToolCall(
                type="function_call", call_id="1", name="ask_documents", arguments=question
            )
        else:
            text = ResponseOutputText(type="output_text", text="Twelve chairs, by Friday.", annotations=[])
            said = ResponseOutputMessage(
                id="m", type="message", role="assistant", status="completed", content=[text]
            )
        return ModelResponse(output=[said], usage=Usage(), response_id=None)

    def stream_response(self, *asked, **more):
        raise NotImplementedError("this example does not stream")


async def main() -> str:
    async with Office.open() as office:
        await office.documents.add(Source(text="The hall needs twelve chairs by Friday.", name="note.txt"))

        @function_tool
        async def ask_documents(question: str) -> str:
            """Answers from the documents of the office, with the words that say so."""
            answer = await office.documents.ask(question)
            return f"{answer.text} ({', '.join(place.quote for place in answer.evidence[:3])})"

        clerk = Agent(
            name="clerk", instructions="Answer from the documents.", tools=[ask_documents], model=Scripted()
        )
        quiet = RunConfig(tracing_disabled=True)
        result = await Runner.run(clerk, "How many chairs does the hall need?", run_config=quiet)
        print(result.final_output)
        return result.final_output


if __name__ == "__main__":
    asyncio.run(main())
