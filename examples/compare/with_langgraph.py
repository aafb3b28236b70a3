"""A clerk who pays when a person has agreed, with LangGraph: `start`, `approve` or `resume` in a folder."""

import sys
from typing import Annotated, Any, TypedDict

from bank import pay
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.graph import START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.types import Command, interrupt


class State(TypedDict):
    messages: Annotated[list[AnyMessage], add_messages]


def model(state: State) -> Command[Any]:
    last = state["messages"][-1]
    if isinstance(last, ToolMessage):
        return Command(update={"messages": [AIMessage(f"Done: {last.content}")]})
    call = {"name": "pay", "args": {"name": "Anna", "amount": 250}, "id": "a"}
    return Command(goto="approval", update={"messages": [AIMessage("", tool_calls=[call])]})


def approval(state: State) -> Command[Any]:
    call = state["messages"][-1].tool_calls[0]
    if interrupt(call) == "yes":
        return Command(goto="tools")
    refused = ToolMessage("a person refused", tool_call_id=call["id"])
    return Command(goto="model", update={"messages": [refused]})


def tools(state: State) -> Command[Any]:
    call = state["messages"][-1].tool_calls[0]
    said = ToolMessage(pay(**call["args"], key=call["id"]), tool_call_id=call["id"])
    return Command(goto="model", update={"messages": [said]})


def main(what: str, folder: str) -> None:
    builder = StateGraph(State)
    for node in (model, approval, tools):
        builder.add_node(node)
    builder.add_edge(START, "model")
    with SqliteSaver.from_conn_string(f"{folder}/langgraph.sqlite") as saver:
        graph = builder.compile(checkpointer=saver)
        thread = {"configurable": {"thread_id": "invoice"}}
        begin: dict[str, Any] = {
            "start": {"messages": [HumanMessage("Pay Anna 250 EUR")]},
            "approve": Command(resume="yes"),
            "resume": None,
        }
        graph.invoke(begin[what], thread, durability="sync")
        state = graph.get_state(thread)
        print("waits for a person" if state.next else state.values["messages"][-1].content)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
