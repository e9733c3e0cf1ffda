"""A request as the ASGI server passes it: its fields and its body are read in few steps."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Generator
from time import monotonic
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope

from .limits import BodyLimits
from .problems import Problem, RequestRejected

_MAX_DIGITS: Final = 15
"""Of a `Content-Length`."""


class IncomingRequest:
    """A request whose header fields are looked up by name, without a search."""

    _is_read = False
    _as_starlette: _StarletteRequest | None = None

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.scope = scope
        self._receive = receive
        fields = scope["headers"] = list(scope["headers"])
        self.names: dict[bytes, bytes] = dict(fields)
        """The names of header fields, in lower case, with the last value of each."""
        self._is_distinct = len(self.names) == len(fields)

    def as_starlette(self) -> Request:
        """The request as one of Starlette."""
        if self._as_starlette is None:
            self._as_starlette = _StarletteRequest(self.scope, self._receive)
            if self._is_read:
                self._as_starlette.end_body()
        return self._as_starlette

    def fields(self, name: bytes) -> list[str]:
        """The values of the fields of one name, in lower case."""
        if self._is_distinct:
            value = self.names.get(name)
            return [] if value is None else [value.decode("latin-1")]
        return [
            value.decode("latin-1")
            for key, value in self.scope["headers"]
            if key == name
        ]

    async def body(self, limit: int, limits: BodyLimits) -> bytes:
        """The whole body. Raises RequestRejected: 413 as soon as it is larger than `limit`,
        408 where it does not arrive in time; and ClientDisconnect."""
        lengths = self.fields(b"content-length")
        if lengths and _is_longer(lengths[0], limit):
            raise RequestRejected(too_large(limit))
        # Pieces may be small, and each would take more than its bytes.
        data = bytearray()
        end: float | None = None  # small bodies are there already, and need no clock
        while True:
            steps = self._receive().__await__()
            try:
                waits_for = next(steps)
            except StopIteration as done:
                message: Message = done.value
            else:
                end = end or _end(limits)
                message = await _next(waits_for, steps, end, limits)
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            piece: bytes = message.get("body", b"")
            if len(data) + len(piece) > limit:
                raise RequestRejected(too_large(limit))
            if not message.get("more_body", False):
                self._is_read = True
                if self._as_starlette is not None:  # for a check of credentials
                    self._as_starlette.end_body()
                if not data:
                    return piece
                data += piece
                return bytes(data)
            data += piece
            end = end or _end(limits)
            if monotonic() > end:
                raise RequestRejected(_too_late())


class _StarletteRequest(Request):
    """A request for handlers and checks of credentials."""

    def end_body(self) -> None:
        """Have the body refused, since it has been read, in place of waiting for it."""
        self._stream_consumed = True


def too_large(limit: int, what: str = "The body") -> Problem:
    """413, for a body or an item of it."""
    detail = f"{what} is larger than {limit} bytes."
    return Problem(413, detail, headers={"Connection": "close"})


def _is_longer(length: str, limit: int) -> bool:
    """Whether a `Content-Length` is a number above the limit."""
    return length.isdecimal() and (len(length) > _MAX_DIGITS or int(length) > limit)


def _end(limits: BodyLimits) -> float:
    return math.inf if limits.total is None else monotonic() + limits.total


async def _next(
    waits_for: object,
    steps: Generator[Any, Any, Message],
    end: float,
    limits: BodyLimits,
) -> Message:
    """The next message, for which one has to wait. Raises RequestRejected (408).

    The timer is not a cancel scope of AnyIO: the first step may have opened one, as that
    of Starlette's `BaseHTTPMiddleware` does, which would have to be closed after this.
    """
    wait = math.inf if limits.timeout is None else limits.timeout
    seconds = min(wait, end - monotonic())
    try:
        async with asyncio.timeout(None if seconds == math.inf else seconds):
            return await _Rest(waits_for, steps)
    except TimeoutError:  # of this timer, or of the server
        raise RequestRejected(_too_late()) from None


def _too_late() -> Problem:
    detail = "The body did not arrive in time."
    return Problem(408, detail, headers={"Connection": "close"})


class _Rest(Generator[object, Any, Message]):
    """The rest of an awaitable that has been run to its first wait."""

    def __init__(self, waits_for: object, steps: Generator[Any, Any, Message]) -> None:
        self._first = [waits_for]
        self._steps = steps

    def __await__(self) -> Generator[object, Any, Message]:
        return self

    def send(self, value: Any, /) -> object:
        return self._first.pop() if self._first else self._steps.send(value)

    def throw(self, *raised: Any) -> object:
        return self._steps.throw(*raised)
