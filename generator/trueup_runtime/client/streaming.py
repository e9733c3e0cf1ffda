"""Responses that are read piece by piece, while their connection is open.

Attempts are not repeated once the first piece has been read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from logging import Logger
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from .calls import StreamCall
from .effects import Received, Send
from .error_redaction import redacting
from .errors import ConfigurationError, DecodeError
from .event_streams import EventStream, ServerSentEvent
from .headers import Headers, headers_of
from .operation import RawResponse
from .options import Options
from .redaction import redacted

if TYPE_CHECKING:
    import httpx2

    from .async_pools import AsyncPool
    from .pools import Pool

I = TypeVar("I", covariant=True)
H = TypeVar("H", bound=Headers, covariant=True)


class Stream(Generic[I, H]):
    """An answer that is read while it comes: iterate over it, once.

    The client's `timeout` is for the time until the answer begins, and then for the
    time between any two pieces. Raises `TransportError` and `DecodeError` on the way.
    """

    def __init__(
        self,
        status: int,
        headers: H,
        items: Iterator[Any],
        event_stream: EventStream | None = None,
    ) -> None:
        self.status = status
        self.headers = headers
        self._items = items  # events, of an `event_stream`
        self._event_stream = event_stream

    def __iter__(self) -> Iterator[I]:
        body = self._event_stream
        return self._items if body is None else map(body.item, self._items)

    @overload
    def events(
        self: Stream[ServerSentEvent[str], Any],
    ) -> Iterator[ServerSentEvent[str]]: ...
    @overload
    def events(self) -> Iterator[ServerSentEvent[I]]: ...
    def events(self) -> Iterator[Any]:
        """The events of a `text/event-stream`: each item as `data`, next to `event`, `id`
        and `retry`. Raises `ConfigurationError` for another response."""
        _check_events(self._event_stream)
        return self._items


class AsyncStream(Generic[I, H]):
    """A `Stream` of an asynchronous client."""

    def __init__(
        self,
        status: int,
        headers: H,
        items: AsyncIterator[Any],
        event_stream: EventStream | None = None,
    ) -> None:
        self.status = status
        self.headers = headers
        self._items = items
        self._event_stream = event_stream

    def __aiter__(self) -> AsyncIterator[I]:
        body = self._event_stream
        return self._items if body is None else _items(self._items, body)

    @overload
    def events(
        self: AsyncStream[ServerSentEvent[str], Any],
    ) -> AsyncIterator[ServerSentEvent[str]]: ...
    @overload
    def events(self) -> AsyncIterator[ServerSentEvent[I]]: ...
    def events(self) -> AsyncIterator[Any]:
        """As `Stream.events`."""
        _check_events(self._event_stream)
        return self._items


async def _items(events: AsyncIterator[Any], body: EventStream) -> AsyncIterator[Any]:
    async for event in events:
        yield body.item(event)


def _check_events(body: EventStream | None) -> None:
    if body is None:
        raise ConfigurationError("the response is not a stream of events")


class OpenStream:
    """One call's connection: sends its attempts, and keeps the answer that is a stream."""

    def __init__(
        self, call: StreamCall[Any, Any, Any], pool: Pool, logger: Logger
    ) -> None:
        self._call, self._pool, self._logger = call, pool, logger
        self._response: httpx2.Response | None = None
        self.stream: Stream[Any, Any] | None = None

    def send(self, send: Send, options: Options) -> RawResponse:
        """As `Pool.send`; the body of a stream stays where it is."""
        response = self._pool.begin(send, options)
        headers = headers_of(response)
        streamed = self._call.stream_of(
            response.status_code, headers, strict=options.validation == "strict"
        )
        if streamed is None:
            return self._pool.read(response, send, options)
        body, typed = streamed
        self._response = response
        _await_items(response, options)
        chunks, limit = self._pool.chunks(response, send), send.max_response
        events = body if isinstance(body, EventStream) else None
        items = (
            body.items(chunks, limit)
            if events is None
            else events.events(chunks, limit)
        )
        logger = self._logger if options.validation == "warn" else None
        items = _identified(items, self._call, response.status_code, send, logger)
        self.stream = Stream(response.status_code, typed, items, events)
        return RawResponse(response.status_code, headers)

    def close(self) -> None:
        if self._response is not None:
            with suppress(Exception):  # the outcome is known
                self._response.close()


class AsyncOpenStream:
    """As `OpenStream`, for an asynchronous client."""

    def __init__(
        self, call: StreamCall[Any, Any, Any], pool: AsyncPool, logger: Logger
    ) -> None:
        self._call, self._pool, self._logger = call, pool, logger
        self._response: httpx2.Response | None = None
        self.stream: AsyncStream[Any, Any] | None = None

    async def send(self, send: Send, options: Options) -> RawResponse:
        response = await self._pool.begin(send, options)
        headers = headers_of(response)
        streamed = self._call.stream_of(
            response.status_code, headers, strict=options.validation == "strict"
        )
        if streamed is None:
            return await self._pool.read(response, send, options)
        body, typed = streamed
        self._response = response
        _await_items(response, options)
        chunks, limit = self._pool.chunks(response, send), send.max_response
        events = body if isinstance(body, EventStream) else None
        items = (
            body.async_items(chunks, limit)
            if events is None
            else events.async_events(chunks, limit)
        )
        logger = self._logger if options.validation == "warn" else None
        items = _async_identified(items, self._call, response.status_code, send, logger)
        self.stream = AsyncStream(response.status_code, typed, items, events)
        return RawResponse(response.status_code, headers)

    async def close(self) -> None:
        if self._response is not None:
            with suppress(Exception):  # the outcome is known
                await self._response.aclose()


def _identified(
    items: Iterator[Any],
    call: StreamCall[Any, Any, Any],
    status: int,
    send: Send,
    logger: Logger | None,
) -> Iterator[Any]:
    """The items. An error names the response and the item, and hides credentials.

    With a `logger`, values that do not match their types are logged.
    """
    index = 0
    with redacting(send.secrets):
        try:
            for item in items:
                if logger is not None:
                    from .validation import warn_of_item

                    label = f"{call.operation.id} answered {status}: item {index}"
                    warn_of_item(logger, label, item, send.secrets)
                yield item
                index += 1
        except DecodeError as error:
            _identify(error, call, status, index)
            raise


async def _async_identified(
    items: AsyncIterator[Any],
    call: StreamCall[Any, Any, Any],
    status: int,
    send: Send,
    logger: Logger | None,
) -> AsyncIterator[Any]:
    """As `_identified`."""
    index = 0
    with redacting(send.secrets):
        try:
            async for item in items:
                if logger is not None:
                    from .validation import warn_of_item

                    label = f"{call.operation.id} answered {status}: item {index}"
                    warn_of_item(logger, label, item, send.secrets)
                yield item
                index += 1
        except DecodeError as error:
            _identify(error, call, status, index)
            raise


def _identify(
    error: DecodeError, call: StreamCall[Any, Any, Any], status: int, index: int
) -> None:
    error.operation_id, error.status = call.operation.id, status
    error.item_index = index


def _await_items(response: httpx2.Response, options: Options) -> None:
    """From here on, the timeout is for each wait: all of it, and not what is left."""
    timeout = response.request.extensions.get("timeout")
    if isinstance(timeout, dict):
        timeout["read"] = options.timeout.total


def unstreamed(call: StreamCall[Any, Any, Any], received: Received) -> DecodeError:
    """The error for a documented response that cannot be streamed."""
    raw, secrets = received.raw, received.secrets
    if 200 <= raw.status < 300:
        given = raw.headers.get("Content-Type") or "no media type"
    else:
        location = raw.headers.get("Location")
        given = f"status {raw.status}" + (f" to {location}" if location else "")
    given = redacted(given, secrets)
    error = DecodeError(f"expected {call.streamed}, got {given}", raw=raw.content)
    error.operation_id, error.status = call.operation.id, raw.status
    return error
