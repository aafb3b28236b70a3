"""Calls across the border: on an event loop, or blocking; jobs; and components of the application."""

from __future__ import annotations

import asyncio
import atexit
import importlib.resources
import inspect
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from typing import Any, Generic, TypeVar

from . import _native
from .errors import InvalidInputError, SecretariatError
from .types import JobId

_T = TypeVar("_T")
_Event = TypeVar("_Event")
_Outcome = TypeVar("_Outcome")

Answer = "tuple[Any, list[bytes]]"
Decode = Callable[[Any, "list[bytes]"], _T]
Methods = Mapping[str, "tuple[Callable[[Any, list[bytes]], tuple[Any, ...]], Callable[[Any, list[bytes]], Any]]"]

logging.getLogger("secretariat").addHandler(logging.NullHandler())
_native.set_log_level(logging.WARNING)
atexit.register(_native.shutdown)


def set_log_level(level: int) -> None:
    """Passes messages of the core from this level on to the loggers below `secretariat`."""
    _native.set_log_level(level)


def parser_program() -> str | None:
    """Returns the helper program that the wheel carries."""
    name = "secretariat-parser.exe" if sys.platform == "win32" else "secretariat-parser"
    path = importlib.resources.files("secretariat") / "bin" / name
    return os.fspath(path) if isinstance(path, os.PathLike) and path.is_file() else None


def _settle(future: asyncio.Future[Any], error: BaseException | None, value: Any) -> None:
    # Nobody waits any more for a call that was cancelled.
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(value)


async def _wait(start: Callable[[Callable[[BaseException | None, Any], None]], _native.Ticket]) -> Any:
    """Starts a native call and waits for it on this event loop; cancelling stops the call."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Any] = loop.create_future()

    def done(error: BaseException | None, value: Any) -> None:
        try:
            loop.call_soon_threadsafe(_settle, future, error, value)
        except RuntimeError:
            pass  # The loop was closed meanwhile.

    ticket = start(done)
    try:
        return await future
    except asyncio.CancelledError:
        ticket.cancel()
        raise


async def call_slowly(name: str, arguments: dict[str, Any], buffers: list[bytes]) -> tuple[Any, list[bytes]]:
    """Calls a function on a thread of its own."""
    text = json.dumps(arguments)
    answer: tuple[Any, list[bytes]] = await _wait(lambda done: _native.start_function(name, text, buffers, done))
    return answer


class _Office:
    def __init__(self, native: _native.Office) -> None:
        self._native = native

    def start(self, name: str, arguments: dict[str, Any], buffers: list[bytes]) -> _native.Job:
        """Starts long work."""
        return self._native.start(name, json.dumps(arguments), buffers)

    def _view(self, name: str, arguments: dict[str, Any], buffers: list[bytes]) -> _native.Office:
        return self._native.view(name, json.dumps(arguments), buffers)


class AsyncOffice(_Office):
    """What the asynchronous office is made of."""

    def __init__(self, native: _native.Office) -> None:
        super().__init__(native)
        self._under_way: set[object] = set()

    async def call(self, name: str, arguments: dict[str, Any], buffers: list[bytes]) -> tuple[Any, list[bytes]]:
        """Calls a method by its name."""
        text = json.dumps(arguments)
        alone = not self._under_way
        # No number: two event loops in two threads may share the office.
        call = object()
        self._under_way.add(call)
        try:
            answer: tuple[Any, list[bytes]] = await _wait(
                lambda done: self._native.call(name, text, buffers, alone, done)
            )
        finally:
            self._under_way.discard(call)
        return answer

    async def close(self) -> None:
        """Finishes what is being written and closes the office. Closing it twice changes nothing."""
        await _wait(self._native.close)

    async def __aenter__(self: _T) -> _T:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class BlockingOffice(_Office):
    """What the blocking office is made of."""

    def call(self, name: str, arguments: dict[str, Any], buffers: list[bytes]) -> tuple[Any, list[bytes]]:
        """Calls a method by its name."""
        return self._native.call_blocking(name, json.dumps(arguments), buffers)

    def close(self) -> None:
        """Finishes what is being written and closes the office. Closing it twice changes nothing."""
        self._native.close_blocking()

    def __enter__(self: _T) -> _T:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Opening(Generic[_T]):
    """An office that is about to open: `await` it, or use it in `async with`."""

    def __init__(
        self,
        make: Callable[[_native.Office], _T],
        options: dict[str, Any],
        buffers: list[bytes],
        components: dict[str, tuple[object, Methods]],
    ) -> None:
        self._make = make
        self._given = (options, buffers, components)
        self._office: _T | None = None

    async def _open(self) -> _T:
        options, buffers, components = self._given
        loop = asyncio.get_running_loop()
        ready = {name: _component(*component, loop) for name, component in components.items()}
        text = _options(options)
        native = await _wait(lambda done: _native.Office.open(text, buffers, ready, done))
        return self._make(native)

    def __await__(self) -> Generator[Any, None, _T]:
        return self._open().__await__()

    async def __aenter__(self) -> _T:
        self._office = await self._open()
        return self._office

    async def __aexit__(self, *_: object) -> None:
        if isinstance(self._office, AsyncOffice):
            await self._office.close()


def open_blocking(
    options: dict[str, Any], buffers: list[bytes], components: dict[str, tuple[object, Methods]]
) -> _native.Office:
    """Opens an office while this thread waits."""
    ready = {name: _component(*component, None) for name, component in components.items()}
    return _native.Office.open_blocking(_options(options), buffers, ready)


def _options(options: dict[str, Any]) -> str:
    program = parser_program()
    if program is not None:
        options = {**options, "parser_program": program}
    return json.dumps(options)


class _Job(Generic[_Event, _Outcome]):
    def __init__(self, native: _native.Job, event: Decode[_Event], outcome: Decode[_Outcome]) -> None:
        self._native = native
        self._event = event
        self._outcome = outcome

    @property
    def id(self) -> JobId:
        """The id, by which `documents.job` follows the work again, later or in another process."""
        return JobId(self._native.id)

    def cancel(self) -> None:
        """Stops the work; what is stored stays."""
        self._native.cancel()


class AsyncJob(_Job[_Event, _Outcome]):
    """Long work: iterate over its events, and wait for its outcome."""

    async def events(self, after: int = 0) -> AsyncIterator[_Event]:
        """Follows the events after a sequence number; 0 starts at the beginning."""
        while True:
            answer = await _wait(lambda done: self._native.event(after, done))
            if answer is None:
                return
            after += 1
            yield self._event(*answer)

    def __aiter__(self) -> AsyncIterator[_Event]:
        return self.events()

    async def wait(self) -> _Outcome:
        """Waits until the work is done. Cancelling the wait leaves the work running: see `cancel`."""
        return self._outcome(*await _wait(self._native.wait))


class BlockingJob(_Job[_Event, _Outcome]):
    """Long work: iterate over its events, and wait for its outcome."""

    def events(self, after: int = 0) -> Iterator[_Event]:
        """Follows the events after a sequence number; 0 starts at the beginning."""
        while (answer := self._native.event_blocking(after)) is not None:
            after += 1
            yield self._event(*answer)

    def __iter__(self) -> Iterator[_Event]:
        return self.events()

    def wait(self) -> _Outcome:
        """Waits until the work is done."""
        return self._outcome(*self._native.wait_blocking())


def _component(
    component: object, methods: Methods, loop: asyncio.AbstractEventLoop | None
) -> Callable[[str, Any, list[bytes], _native.Done], Callable[[], object] | None]:
    """Makes the function through which the core calls a component, on one of its own threads."""
    function: Any = component
    for name in methods:
        if not callable(getattr(component, name, component)):
            raise InvalidInputError(f"{type(component).__name__}: a component needs the method {name}")

    def invoke(
        name: str, given: Any, buffers: list[bytes], done: _native.Done
    ) -> Callable[[], object] | None:
        decode, encode = methods[name]

        def answer(value: object) -> None:
            answered: list[bytes] = []
            done.succeed(json.dumps(encode(value, answered)), answered)

        try:
            # A component with one method may be a plain function.
            value = getattr(component, name, function)(*decode(given, buffers))
            if not inspect.isawaitable(value):
                answer(value)
                return None
            if loop is None:
                answer(asyncio.run(_awaited(value)))
                return None
            task = asyncio.run_coroutine_threadsafe(_awaited(value), loop)
        except BaseException as error:
            done.fail(_thrown(error))
            return None

        def finished(_: object) -> None:
            try:
                answer(task.result())
            except BaseException as error:
                done.fail(_thrown(error))

        task.add_done_callback(finished)
        return task.cancel

    return invoke


async def _awaited(value: Awaitable[_T]) -> _T:
    return await value


def _thrown(error: BaseException) -> str:
    """What a component raised: an error of ours keeps its kind, another is told in words."""
    if isinstance(error, SecretariatError):
        return json.dumps({"code": error.kind, "message": error.message, "retryable": error.retryable})
    return f"{type(error).__name__}: {error}"
