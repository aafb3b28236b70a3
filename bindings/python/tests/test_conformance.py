"""Replays the shared vectors through the typed asynchronous face."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import secretariat
from conftest import ROOT
from dispatch import HANDLES, dispatch
from secretariat import Office, SecretariatError, _wire
from secretariat import types as _types
from secretariat._runtime import Opening
from vectors import STYLES, SURFACE, VECTORS, bare, filled, seen, selected


def opening(options: dict[str, Any], as_it_is: bool) -> Opening[Office]:
    """Opens the office of a vector: what types cannot express goes to the core as it is."""
    if as_it_is:
        return Opening(Office, options, [], {})
    settings = _types._decode_Settings(options["settings"], [])
    replay = _types._decode_Replay(options["replay"], [])
    return Office.open(options.get("folder"), settings=settings, replay=replay, audit_key=options.get("audit_key"))


async def raw(office: Office, call: str, given: Any, buffers: list[bytes]) -> None:
    """Makes a call whose arguments no type can express."""
    if STYLES.get(call) == "job":
        office.start(call, given, buffers)
    elif STYLES.get(call, "method") == "method":
        await office.call(call, given, buffers)
    else:
        _wire.call(call, given, buffers)


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: str(path.relative_to(ROOT / "conformance")))
async def test_vector(path: Path) -> None:
    vector = json.loads(path.read_text(encoding="utf-8"))
    expected = vector.get("error")
    as_it_is = expected is not None and expected["code"] == "invalid_input"
    options = {"replay": {"now": "2026-03-02T09:00:00Z", "seed": 7}, "settings": {}, **vector.get("options", {})}
    if isinstance(options["settings"], dict):
        options["settings"] = {"parallel": 1, **options["settings"]}
    names: dict[str, Any] = {}

    async def run(step: dict[str, Any]) -> Any:
        buffers: list[bytes] = []
        given = filled(step.get("given", {}), buffers, names)
        if step is vector and as_it_is:
            return await raw(seen(office, step, names), step["call"], given, buffers)
        result = await dispatch(seen(office, step, names), step["call"], given, buffers)
        return selected(result, step.get("select", ""))

    try:
        async with opening(options, as_it_is) as office:
            for step in vector.get("before", []):
                names[step.get("as", "")] = await run(step)
            result = await run(vector)
    except SecretariatError as error:
        assert expected is not None, error
        assert error.kind == expected["code"] and expected.get("message", "") in error.message, error
    else:
        assert expected is None, f"expected {expected}, got {result}"
        assert bare(result) == bare(vector["expect"])


def test_every_call_and_error_of_the_surface_is_there() -> None:
    for call in SURFACE["calls"]:
        owner, _, name = call["name"].rpartition(".")
        if owner in HANDLES:
            assert hasattr(getattr(secretariat, "".join(part.capitalize() for part in owner.split("_"))), name), call["name"]
        elif owner:
            variants = getattr(getattr(secretariat, owner), "__args__", [getattr(secretariat, owner)])
            assert all(hasattr(variant, name) for variant in variants), call["name"]
        else:
            assert hasattr(secretariat, name), call["name"]
    assert all(callable(getattr(Office, view["name"])) for view in SURFACE["views"])
    for error in SURFACE["errors"]:
        found = getattr(secretariat, error["python_class"])
        assert (found.kind, found.retryable) == (error["code"], error["retryable"])
    assert len(VECTORS) >= 80
