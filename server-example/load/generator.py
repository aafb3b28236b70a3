"""Sends HTTP/1.1 requests over kept connections: as many as are answered, or at a rate.

One thread and an epoll loop, since a generator that takes as much of the machine as the server measures itself. At a
rate, a request's time counts from when it was due, not from when a connection was free: a server that stands still is
charged for all that had to wait.
"""

import heapq
import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Outcome:
    seconds: float = 0.0
    millis: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    broken: int = 0

    @property
    def answered(self) -> int:
        return sum(self.statuses.values())

    @property
    def per_second(self) -> float:
        return self.answered / self.seconds if self.seconds else 0.0

    def percentile(self, part: float) -> float:
        ordered = sorted(self.millis)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")

    def failed(self) -> int:
        return self.broken + sum(count for status, count in self.statuses.items() if status >= 400)


class Connection:
    def __init__(self, port: int):
        self.port = port
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.due = 0.0

    def send(self, request: bytes, due: float) -> None:
        # A server ends connections that were idle for long: that is no failure of a request.
        if select.select([self.socket], [], [], 0)[0]:
            self.socket.close()
            self.open()
        self.due = due
        self.received = b""
        self.socket.settimeout(30)
        self.socket.sendall(request)

    def take(self) -> int | None:
        """Reads what came; returns the status once the answer is whole."""
        piece = self.socket.recv(1 << 20)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self.received += piece
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return None
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            is_whole = body.endswith(b"0\r\n\r\n")
        else:
            at = lower.find(b"content-length:")
            length = int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            is_whole = len(body) >= length
        return int(head[9:12]) if is_whole else None


def run(
    port: int,
    make: Callable[[int], bytes],
    seconds: float,
    connections: int,
    rate: float | None = None,
    most: int | None = None,
) -> Outcome:
    """Sends what `make` makes of the number of each request, for a time or until there are `most`.

    Without a rate, each connection sends the next request when it has its answer. With one, requests are due at equal
    distances; after the time, those that are on their way are waited for.
    """
    outcome = Outcome()
    free = [Connection(port) for _ in range(connections)]
    poll = select.epoll()
    busy: dict[int, Connection] = {}
    begin = time.perf_counter()
    end = begin + seconds
    number = 0
    due: list[float] = []
    if rate:
        due = [begin + at / rate for at in range(int(seconds * rate))]
        heapq.heapify(due)
    while True:
        now = time.perf_counter()
        is_over = now >= end or (most is not None and number >= most)
        while free and not (is_over and not due):
            if rate:
                if not due or due[0] > now:
                    break
                at = heapq.heappop(due)
            else:
                if is_over or (most is not None and number >= most):
                    break
                at = now
            connection = free.pop()
            try:
                connection.send(make(number), at)
            except OSError:
                outcome.broken += 1
                reopen(connection, free)
                continue
            number += 1
            poll.register(connection.socket.fileno(), select.EPOLLIN)
            busy[connection.socket.fileno()] = connection
        if not busy and (not due if rate else is_over):
            break
        wait = max(0.0, due[0] - now) if rate and due and free else 0.05
        for descriptor, _ in poll.poll(min(wait, 0.05)):
            connection = busy[descriptor]
            try:
                status = connection.take()
            except OSError:
                poll.unregister(descriptor)
                del busy[descriptor]
                outcome.broken += 1
                reopen(connection, free)
                continue
            if status is None:
                continue
            poll.unregister(descriptor)
            del busy[descriptor]
            outcome.millis.append((time.perf_counter() - connection.due) * 1000)
            outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
            free.append(connection)
    outcome.seconds = time.perf_counter() - begin
    for connection in free:
        connection.socket.close()
    return outcome


def reopen(connection: Connection, free: list[Connection]) -> None:
    connection.socket.close()
    try:
        connection.open()
    except OSError:
        return
    free.append(connection)


def request(method: str, path: str, token: str, body: bytes = b"", content_type: str = "", more: str = "") -> bytes:
    head = (
        f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\naccept: application/json\r\n"
    )
    if body:
        head += f"content-type: {content_type}\r\ncontent-length: {len(body)}\r\n"
    return (head + more + "\r\n").encode() + body


def form(name: str, content: bytes) -> tuple[bytes, str]:
    """A form with one file, and its content type."""
    boundary = "secretariat-load-3f9c"
    head = f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n'
    body = (
        f"{head}content-type: application/octet-stream\r\n\r\n".encode() + content + f"\r\n--{boundary}--\r\n".encode()
    )
    return body, f"multipart/form-data; boundary={boundary}"
