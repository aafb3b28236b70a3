"""Replays the shared vectors through the typed asynchronous face."""

from __future__ import annotations

import base64
import json
import re
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import secretariat
from conftest import ROOT
from dispatch import HANDLES, dispatch
from secretariat import Office, SecretariatError
from secretariat import types as _types

VECTORS = sorted((ROOT / "conformance").glob("*/*/*.json"))
REPLAY = {"now": "2026-03-02T09:00:00Z", "seed": 7}


def pointed(value: Any, pointer: str) -> Any:
    """Follows a JSON pointer (RFC 6901)."""
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def prepared(value: Any, buffers: list[bytes], names: dict[str, Any]) -> Any:
    """Fills in bytes, long strings and earlier results."""
    if isinstance(value, list):
        return [prepared(item, buffers, names) for item in value]
    if isinstance(value, str) and (found := re.fullmatch(r"\{([\w.]+)\}", value)):
        steps = found[1].split(".")
        if steps[0] in names:
            return reduce(lambda v, k: v[int(k)] if isinstance(v, list) else v[k], steps[1:], names[steps[0]])
    if not isinstance(value, dict):
        return value
    if "$repeat" in value:
        return value["$repeat"][0] * value["$repeat"][1]
    content = {
        "$file": lambda path: (ROOT / path).read_bytes(),
        "$bytes": base64.b64decode,
        "$utf8": str.encode,
    }
    for key, read in content.items():
        if key in value:
            buffers.append(read(value[key]))
            return len(buffers) - 1
    return {key: prepared(item, buffers, names) for key, item in value.items()}


def clean(value: Any) -> Any:
    """Drops members that are null: absent and null are the same."""
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items() if item is not None}
    return value


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: str(path.relative_to(ROOT / "conformance")))
async def test_vector(path: Path) -> None:
    vector = json.loads(path.read_text(encoding="utf-8"))
    options = {"replay": REPLAY, **vector.get("options", {})}
    settings = {"parallel": 1, **options.get("settings", {})}
    names: dict[str, Any] = {}

    async def run(step: dict[str, Any]) -> Any:
        buffers: list[bytes] = []
        result = await dispatch(office, step["call"], prepared(step["given"], buffers, names), buffers)
        select = step.get("select", "")
        return [pointed(result, one) for one in select] if isinstance(select, list) else pointed(result, select)

    expected = vector.get("error")
    try:
        opened = Office.open(
            options.get("folder"),
            settings=_types._decode_Settings(settings, []),
            replay=_types._decode_Replay(options["replay"], []),
        )
        async with opened as office:
            for step in vector.get("before", []):
                names[step.get("as", "")] = await run(step)
            result = await run(vector)
    except SecretariatError as error:
        assert expected is not None, error
        assert error.kind == expected["code"] and expected.get("message", "") in error.message, error
    else:
        assert expected is None, f"expected {expected}, got {result}"
        assert clean(result) == clean(vector["expect"])


def test_every_call_of_the_surface_is_there() -> None:
    surface = json.loads((ROOT / "conformance" / "surface.json").read_text())
    for call in surface["calls"]:
        owner, _, name = call["name"].rpartition(".")
        if owner in HANDLES:
            assert hasattr(getattr(secretariat, owner.capitalize()), name), call["name"]
        elif owner:
            variants = getattr(getattr(secretariat, owner), "__args__", [getattr(secretariat, owner)])
            assert all(hasattr(variant, name) for variant in variants), call["name"]
        else:
            assert hasattr(secretariat, name), call["name"]
    for error in surface["errors"]:
        assert getattr(secretariat, error["python_class"]).retryable == error["retryable"]
    assert len(VECTORS) >= 80
