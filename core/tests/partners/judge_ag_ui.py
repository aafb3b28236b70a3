"""Checks server-sent events (from standard input) against the models of `ag-ui-protocol`, and their order."""

import json
import sys

from ag_ui.core import Event
from pydantic import TypeAdapter

adapter = TypeAdapter(Event)
kinds = []
open_runs, open_messages, open_calls = set(), set(), set()
for line in sys.stdin.read().splitlines():
    if not line.startswith("data: "):
        assert line == "" or line.startswith("id: "), line
        continue
    data = json.loads(line.removeprefix("data: "))
    event = adapter.validate_python(data)
    # A field that no model knows would be kept, not refused.
    unknown = set(event.model_extra or {})
    assert not unknown, (data, unknown)
    kind = event.type.value
    kinds.append(kind)
    if kind == "RUN_STARTED":
        assert not open_runs, data
        open_runs.add(event.run_id)
    elif kind in ("RUN_FINISHED", "RUN_ERROR"):
        assert open_runs and not open_messages and not open_calls, data
        open_runs.clear()
    else:
        assert open_runs, data
    if kind == "TEXT_MESSAGE_START":
        open_messages.add(event.message_id)
    elif kind == "TEXT_MESSAGE_CONTENT":
        assert event.message_id in open_messages, data
    elif kind == "TEXT_MESSAGE_END":
        open_messages.remove(event.message_id)
    elif kind == "TOOL_CALL_START":
        open_calls.add(event.tool_call_id)
    elif kind == "TOOL_CALL_ARGS":
        assert event.tool_call_id in open_calls, data
    elif kind == "TOOL_CALL_END":
        open_calls.remove(event.tool_call_id)
assert not open_runs, "the last run is closed"
print(" ".join(kinds))
