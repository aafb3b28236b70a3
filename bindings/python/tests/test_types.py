"""The types behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any, cast

import pytest
from secretariat import Limits, Mailbox, ScopeGroup, SearchQuery, Settings, Span
from secretariat.types import Owner, Reading, ReadingDate


def test_values_are_frozen_comparable_and_hashable() -> None:
    span = Span(start=1, end=3)
    assert span == Span(1, 3) and hash(span) == hash(Span(1, 3)) and span != Span(1, 4)
    assert repr(span) == "Span(start=1, end=3)"
    with pytest.raises(dataclasses.FrozenInstanceError):
        cast(Any, span).start = 2
    with pytest.raises(TypeError):
        cast(Any, Span)(1)
    with pytest.raises((AttributeError, dataclasses.FrozenInstanceError)):
        cast(Any, span).other = 2


def test_dataclasses_knows_them() -> None:
    assert dataclasses.is_dataclass(Span) and dataclasses.is_dataclass(Span(0, 1))
    assert [field.name for field in dataclasses.fields(Mailbox)] == ["name", "address"]
    assert dataclasses.replace(Mailbox(address="a@b.example"), name="A") == Mailbox(name="A", address="a@b.example")
    assert dataclasses.asdict(SearchQuery(text="x", scope=ScopeGroup(group="g")))["scope"] == {"group": "g"}
    assert not hasattr(Span, "other")


def test_defaults_are_those_of_the_core_and_never_shared() -> None:
    assert Settings().limits == Limits() and Limits().callback_millis == 60_000
    assert Settings().limits is not Settings().limits
    assert Owner().addresses == ()


def test_they_can_be_copied_pickled_and_matched() -> None:
    query = SearchQuery(text="x", scope=ScopeGroup(group="g"))
    assert pickle.loads(pickle.dumps(query)) == query == copy.deepcopy(query)
    reading: Reading = ReadingDate(timex="2026-03-02")
    match reading:
        case ReadingDate(timex=timex):
            assert timex == "2026-03-02" and reading.type == "date"
        case _:
            raise AssertionError(reading)
