"""The HTTP request of an ASGI server: its fields and its body are read in few steps."""

from __future__ import annotations

from collections.abc import Awaitable, Generator
from typing import Any, TypeVar

from anyio import move_on_after
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope

T = TypeVar("T")


class IndexedRequest(Request):
    """A request whose header fields are found without a search."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        super().__init__(scope, receive)
        fields = scope["headers"] = list(scope["headers"])
        self._by_name: dict[bytes, bytes] = dict(fields)
        self._is_distinct = len(self._by_name) == len(fields)

    def fields(self, name: bytes) -> list[str]:
        """The values of the fields of one name, in lower case."""
        if self._is_distinct:
            value = self._by_name.get(name)
            return [] if value is None else [value.decode("latin-1")]
        return [
            value.decode("latin-1")
            for key, value in self.scope["headers"]
            if key == name
        ]

    async def next_piece(self, seconds: float) -> tuple[bytes, bool]:
        """The next piece of the body, and whether it is the last one.

        Raises TimeoutError if it does not arrive in time, and ClientDisconnect. A timer is
        started only if there is something to wait for: it takes longer than receiving a
        small body.
        """
        if seconds < 0:
            raise TimeoutError
        message: Message | None = None
        steps = self.receive().__await__()
        try:
            waits_for = next(steps)
        except StopIteration as done:
            message = done.value
        else:
            with move_on_after(seconds):
                message = await _Rest(waits_for, steps)
        if message is None:
            raise TimeoutError
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        self._stream_consumed = not message.get("more_body", False)
        return message.get("body", b""), self._stream_consumed


class _Rest(Awaitable[T]):
    """The rest of an awaitable that has been run to its first wait."""

    def __init__(self, waits_for: Any, steps: Generator[Any, Any, T]) -> None:
        self._waits_for = waits_for
        self._steps = steps

    def __await__(self) -> Generator[Any, Any, T]:
        try:
            yield self._waits_for
            return (yield from self._steps)
        finally:
            self._steps.close()
