"""The types behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from typing import Any, cast

import pytest
from secretariat import Limits, Mailbox, ScopeGroup, SearchQuery, Settings, Span, _native, _wire, values
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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("true", True),
        ("-12", -12),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("0.30000000000000004", 0.30000000000000004),
        ("1e-7", 1e-7),
        ('"a\\"b\\\\ \\ud83c\\udf89 \\n"', 'a"b\\ 🎉 \n'),
        ('"🎉 שלום"', "🎉 שלום"),
        ("[]", []),
        ("{}", {}),
        ('[1,"]",[2,"[\\""],null]', [1, "]", b'[2,"[\\""]', None]),
        ('{"a":{"}":"{"},"b":2.5}', {"a": b'{"}":"{"}', "b": 2.5}),
    ],
)
def test_json_is_read_one_level_at_a_time(text: str, value: object) -> None:
    assert _native.open_json(text.encode()) == value
    assert _wire.whole(text.encode()) == json.loads(text)
    assert _wire.whole(_wire.opened(text.encode())) == json.loads(text)


@pytest.mark.parametrize("text", ["", "{", "[1", '{"a":', '{"a" 1}', '"a', '"a\\', "[1 2]", '{"a":[1}', "later", "-"])
def test_what_is_no_json_raises_and_never_more(text: str) -> None:
    with pytest.raises(ValueError):
        _native.open_json(text.encode())


def test_a_value_is_read_when_it_is_looked_at() -> None:
    value = values("The rent is EUR 5.00.")[0]
    span = value.span
    assert (span.start, span.end) == (12, 20) and value.span is span
    assert copy.deepcopy(value) == value == pickle.loads(pickle.dumps(value))
