"""Values to and from JSON: what is wrong is said before it crosses, naming the field."""

from __future__ import annotations

import datetime as _datetime
import decimal as _decimal
import enum
import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, Union

from . import _native
from .errors import InternalError, InvalidInputError

if TYPE_CHECKING:
    from .types import DocumentId, DraftRequest, Source

SourceLike = Union["Source", "os.PathLike[str]", BinaryIO]
"""What can be added: a source, a path, or a file that is open for reading bytes."""

_E = TypeVar("_E", bound="Word")


class Word(str, enum.Enum):
    """One of several words; prints as the word itself."""

    __str__ = str.__str__


def call(name: str, arguments: dict[str, Any], buffers: list[bytes]) -> tuple[Any, list[bytes]]:
    """Calls a function that needs no office."""
    return _native.call_function(name, json.dumps(arguments), buffers)


# From JSON. What stands inside of a list or an object comes as `bytes`, its text, until somebody looks at it.


def opened(value: Any) -> Any:
    """Reads the outermost level of a list or an object."""
    return _native.open_json(value) if type(value) is bytes else value


def whole(value: Any) -> Any:
    """Reads any value of JSON with all that stands in it."""
    if type(value) is bytes:
        return json.loads(value)
    if type(value) is dict:
        return {name: whole(member) for name, member in value.items()}
    return [whole(item) for item in value] if type(value) is list else value


decimal = _decimal.Decimal
date = _datetime.date.fromisoformat
time = _datetime.time.fromisoformat
date_time = _datetime.datetime.fromisoformat


def timestamp(text: str) -> _datetime.datetime:
    """Reads an instant; before Python 3.11 the library did not know `Z`."""
    return _datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def unknown(union: str, tag: str) -> InternalError:
    """The error for a variant that only another version of the package knows."""
    return InternalError(f"{union}: unknown type {tag!r}; the native part is of another version")


# To JSON.


def wrong(value: object, expected: str, path: str) -> InvalidInputError:
    """The error for a value of the wrong type."""
    return InvalidInputError(f"{path}: expected {expected}, not {type(value).__name__}")


def check(value: object, expected: type, path: str) -> None:
    if not isinstance(value, expected):
        raise wrong(value, expected.__name__, path)


def text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise wrong(value, "str", path)
    return value


def plain(value: object, expected: type, path: str) -> Any:
    # A bool is an int in Python, but nobody means it as one.
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        raise wrong(value, expected.__name__, path)
    return value


def number(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise wrong(value, "float", path)
    return float(value)


def choice(value: object, expected: type[_E], path: str) -> str:
    try:
        return str(expected(value))
    except ValueError:
        words = ", ".join(str(word) for word in expected)
        raise InvalidInputError(f"{path}: expected one of {words}, not {value!r}") from None


def sequence(value: object, path: str) -> Sequence[Any]:
    if isinstance(value, (str, bytes)) or not isinstance(value, Sequence):
        raise wrong(value, "a sequence", path)
    return value


def mapping(value: object, path: str) -> list[tuple[Any, Any]]:
    if not isinstance(value, Mapping):
        raise wrong(value, "a mapping", path)
    return list(value.items())


def buffer(value: object, buffers: list[bytes], path: str) -> int:
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise wrong(value, "bytes", path)
    buffers.append(bytes(value))
    return len(buffers) - 1


def json_value(value: object, path: str) -> Any:
    """Passes on what has a JSON form."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise wrong(value, "a value of JSON", path) from None
    return value


def path(value: object, name: str) -> str:
    if not isinstance(value, (str, os.PathLike)):
        raise wrong(value, "a path", name)
    found = os.fspath(value)
    return found if isinstance(found, str) else os.fsdecode(found)


def from_decimal(value: object, path: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (_decimal.Decimal, int)):
        raise wrong(value, "decimal.Decimal", path)
    return str(value) if isinstance(value, int) else format(value, "f")


def from_date(value: object, path: str) -> str:
    if isinstance(value, _datetime.datetime) or not isinstance(value, _datetime.date):
        raise wrong(value, "datetime.date", path)
    return value.isoformat()


def from_time(value: object, path: str) -> str:
    if not isinstance(value, _datetime.time):
        raise wrong(value, "datetime.time", path)
    return value.replace(tzinfo=None).isoformat()


def from_date_time(value: object, path: str) -> str:
    if not isinstance(value, _datetime.datetime):
        raise wrong(value, "datetime.datetime", path)
    return value.replace(tzinfo=None).isoformat()


def from_timestamp(value: object, path: str) -> str:
    if not isinstance(value, _datetime.datetime):
        raise wrong(value, "datetime.datetime", path)
    if value.tzinfo is None:
        raise InvalidInputError(f"{path}: expected a time with a zone, such as datetime.now(timezone.utc)")
    instant = value.astimezone(_datetime.timezone.utc).replace(tzinfo=None)
    # As the core writes instants: no fraction where there is none, else as few groups of digits as needed.
    return instant.isoformat(timespec="auto" if instant.microsecond % 1000 else "milliseconds").replace(
        ".000", ""
    ) + "Z"


def source(value: object, path: str) -> Any:
    """Makes a source of what can be added."""
    from .types import Source

    if isinstance(value, Source):
        return value
    if isinstance(value, os.PathLike):
        return Source(path=os.fspath(value))
    read = getattr(value, "read", None)
    if read is None:
        raise wrong(value, "a Source, a pathlib.Path or a file open for reading bytes", path)
    content = read()
    if not isinstance(content, bytes):
        raise InvalidInputError(f"{path}: the file must be opened for bytes, as in open(name, 'rb')")
    name = getattr(value, "name", None)
    return Source(bytes=content, name=os.path.basename(name) if isinstance(name, str) else "file")


class SourceShortcuts:
    """Ways to name a source."""

    __slots__ = ()

    @staticmethod
    def file(
        path: str | os.PathLike[str],
        *,
        group: str | None = None,
        key: str | None = None,
        order: int = 0,
    ) -> Source:
        """A file on disk; it is read when the source is added, and its name is kept."""
        from .types import Source

        return Source(path=os.fspath(path), group=group, key=key, order=order)


class Shown:
    """What a notebook shows."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from . import _show

        show: Any = getattr(_show, type(self).__name__.lower())
        return str(show(self))


class SpanShortcuts:
    """What can be done with a span."""

    __slots__ = ()

    if TYPE_CHECKING:
        start: int
        end: int

    def slice(self, text: str) -> str:
        """Returns the words of a document's canonical text at this span."""
        return text[self.start : self.end]


class DraftRequestShortcuts:
    """Ways to ask for a draft."""

    __slots__ = ()

    @staticmethod
    def reply(to: DocumentId, *, saying: str | None = None, to_all: bool = False) -> DraftRequest:
        """Asks for a reply to a message, in the words of the person who sends it."""
        from .types import DraftRequest

        return DraftRequest(reply_to=to, say=saying, to_all=to_all)
