"""Reads the shared vectors: see conformance/README.md."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from functools import reduce
from typing import Any

from conftest import ROOT

VECTORS = sorted((ROOT / "conformance").glob("*/*/*.json"))
SURFACE = json.loads((ROOT / "conformance" / "surface.json").read_text(encoding="utf-8"))
STYLES = {call["name"]: call["style"] for call in SURFACE["calls"]}


def step_into(value: Any, step: str) -> Any:
    """Follows one step of a path; what is not there is null."""
    if isinstance(value, list):
        return value[int(step)] if step.isdigit() and int(step) < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def selected(value: Any, pointers: str | list[str]) -> Any:
    """Follows a JSON pointer (RFC 6901), or several."""
    if isinstance(pointers, list):
        return [selected(value, pointer) for pointer in pointers]
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointers.split("/")[1:]]
    return reduce(step_into, steps, value)


def filled(value: Any, buffers: list[bytes], names: dict[str, Any]) -> Any:
    """Fills in bytes, long strings and earlier results."""
    if isinstance(value, list):
        return [filled(item, buffers, names) for item in value]
    if isinstance(value, str) and (found := re.fullmatch(r"\{([\w.]+)\}", value)):
        first, *rest = found[1].split(".")
        # An earlier result may hold bytes itself.
        return filled(reduce(step_into, rest, names[first]), buffers, {}) if first in names else value
    if not isinstance(value, dict):
        return value
    if "$repeat" in value:
        return value["$repeat"][0] * value["$repeat"][1]
    contents: dict[str, Callable[[str], bytes]] = {
        "$file": lambda path: (ROOT / path).read_bytes(),
        "$bytes": base64.b64decode,
        "$utf8": str.encode,
    }
    for key, read in contents.items():
        if key in value:
            buffers.append(read(value[key]))
            return len(buffers) - 1
    return {key: filled(item, buffers, names) for key, item in value.items()}


def seen(office: Any, step: dict[str, Any], names: dict[str, Any]) -> Any:
    """Returns the office in the workspace and for the actor of a step."""
    for view in ("workspace", "acting_as"):
        if view in step:
            office = getattr(office, view)(filled(step[view], [], names))
    return office


def bare(value: Any) -> Any:
    """Drops members that are null: absent and null are the same."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if item is not None}
    return value
