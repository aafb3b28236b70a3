"""The office as tools of a LangGraph agent. The model follows a script, so that this runs offline.

$ pip install secretariat langgraph
$ python agent.py
"""

from __future__ import annotations

import asyncio

from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.tools import tool
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from secretariat import Office, Source


class Scripted(GenericFakeChatModel):
    """Says its messages one after the other; put a chat model of LangChain in its place."""

    def bind_tools(self, tools, **more):
        return self


async def main() -> BaseMessage:
    async with Office.open() as office:
        await office.documents.add(Source(text="The hall needs twelve chairs by Friday.", name="note.txt"))

        @tool
        async def ask_documents(question: str) -> str:
            """Answers from the documents of the office, with the words that say so."""
            answer = await office.documents.ask(question)
            return f"{answer.text} ({', '.join(place.quote for place in answer.evidence[:3])})"

        model = Scripted(
            messages=iter(
                [
                    AIMessage(
                        "",
                        tool_calls=[{"name": "ask_documents", "args": {"question": "How many chairs?"}, "id": "1"}],
                    ),
                    AIMessage("Twelve chairs, by Friday."),
                ]
            )
        ).bind_tools([ask_documents])

        async def think(state: MessagesState) -> dict:
            return {"messages": [await model.ainvoke(state["messages"])]}

        graph = StateGraph(MessagesState)
        graph.add_node("think", think)
        graph.add_node("tools", ToolNode([ask_documents]))
        graph.add_edge(START, "think")
        graph.add_conditional_edges("think", tools_condition)
        graph.add_edge("tools", "think")
        ended = await graph.compile().ainvoke({"messages": [("user", "How many chairs does the hall need?")]})
        for message in ended["messages"]:
            print(f"{message.type}: {message.content}")
        return ended["messages"][-1]


if __name__ == "__main__":
    asyncio.run(main())
