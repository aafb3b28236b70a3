"""Frozen dataclasses that cost nothing until they are used.

A value that comes from the core keeps its JSON form, in the end as text, and a field is read when it is first
looked at: most callers look at few of the hundred places in a brief, and making them all takes longer than the call
itself.

`dataclass` compiles six methods for each class when a module is imported; for a hundred types that is most of
the time that `import secretariat` would take. Type checkers see the dataclasses of the standard library; at run
time a class gets its slots, and what is compiled is compiled with its first value. `dataclasses.fields`,
`replace` and `asdict` work as with any dataclass.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from . import _native

_T = TypeVar("_T")

_set = object.__setattr__


class _RecordType(type):
    """Answers what `dataclasses` asks of a class."""

    def __getattr__(cls, name: str) -> Any:
        if name != "__dataclass_fields__" or not hasattr(cls, "__record__"):
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")
        names, defaults, annotations = cls.__record__
        rows = [(each, annotations[each], defaults[each]) if each in defaults else (each, annotations[each])
                for each in names]
        made: Any = dataclasses.make_dataclass(cls.__name__, rows, frozen=True)
        setattr(cls, name, made.__dataclass_fields__)
        return made.__dataclass_fields__


class _Record(metaclass=_RecordType):
    __slots__ = ()
    __record__: Any

    def __getattr__(self, name: str) -> Any:
        # Python comes here only for a field that has no value yet.
        if name == "_unread":
            raise AttributeError(name)
        try:
            reads, data, buffers = self._unread
            read = reads[name]
        except (AttributeError, KeyError):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}") from None
        if type(data) is bytes:
            data = _native.open_json(data)
            _set(self, "_unread", (reads, data, buffers))
        value = read(data, buffers)
        _set(self, name, value)
        return value

    def __setattr__(self, name: str, _: Any) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__record__[0])

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.__record__[0]))

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__record__[0])
        return f"{type(self).__qualname__}({inside})"

    def __reduce__(self) -> Any:
        return _restored, (type(self), tuple(getattr(self, name) for name in self.__record__[0]))


def _restored(cls: type, values: tuple[Any, ...]) -> Any:
    made: Any = object.__new__(cls)
    for name, value in zip(made.__record__[0], values, strict=True):
        _set(made, name, value)
    return made


def unread(cls: type[_T], reads: dict[str, Callable[[Any, Any], Any]], data: Any, buffers: Any) -> _T:
    """Makes a value whose fields are read from its JSON form when they are first looked at."""
    made = object.__new__(cls)
    _set(made, "_unread", (reads, data, buffers))
    return made


def record(**_: bool) -> Callable[[type], type]:
    """Stands for `dataclasses.dataclass(frozen=True, slots=True)` at run time."""
    return _make


def _make(cls: type) -> type:
    annotations: dict[str, str] = cls.__dict__.get("__annotations__", {})
    names: tuple[str, ...] = tuple(annotations)
    kept = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: kept.pop(name) for name in names if name in kept}
    bases: tuple[type, ...] = tuple(base for base in cls.__bases__ if base is not object)
    kept.update(
        __slots__=(*names, "_unread"),
        __match_args__=names,
        __record__=(names, defaults, annotations),
        __init__=_first_init,
    )
    made: type[Any] = _RecordType(cls.__name__, (*bases, _Record), kept)
    made.__qualname__ = cls.__qualname__
    return made


def _first_init(self: Any, *arguments: Any, **named: Any) -> None:
    """Compiles the class's own `__init__` when its first value is made, and hands over to it."""
    cls = type(self)
    names, defaults, _ = cls.__record__
    space: dict[str, Any] = {"_set": _set, "_missing": dataclasses.MISSING}
    parameters, lines = ["self"], []
    for name in names:
        value = defaults.get(name, dataclasses.MISSING)
        if value is dataclasses.MISSING:
            parameters.append(name)
        elif isinstance(value, dataclasses.Field):
            space[f"_new_{name}"] = value.default_factory
            parameters.append(f"{name}=_missing")
            lines.append(f"    if {name} is _missing: {name} = _new_{name}()")
        else:
            space[f"_{name}"] = value
            parameters.append(f"{name}=_{name}")
        lines.append(f"    _set(self, {name!r}, {name})")
    body = "\n".join(lines) or "    pass"
    exec(f"def __init__({', '.join(parameters)}):\n{body}", space)
    init = space["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = init
    init(self, *arguments, **named)
