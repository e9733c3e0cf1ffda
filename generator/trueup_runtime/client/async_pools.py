"""Connections of asynchronous clients; `pools` is the synchronous counterpart."""

from __future__ import annotations

import inspect
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing, suppress
from functools import cache
from typing import Any, TypeVar

import httpx2

from .effects import Send, remaining
from .errors import ConfigurationError, Error
from .failures import failure_of, is_of_user
from .forking import renew_in_child
from .messages import (
    Collected,
    arguments_of,
    awaitable,
    decoder_of,
    readable,
    refuse_own_redirects,
    request_of,
)
from .operation import RawResponse
from .options import Options
from .pools import CLOSED
from .redaction import Hiding

T = TypeVar("T")


class AsyncPool:
    """Connections of an asynchronous client."""

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport | None,
        client: httpx2.AsyncClient | None,
    ) -> None:
        refuse_own_redirects(client)
        self._client = client
        self._transport = transport
        self._is_own = transport is None and client is None
        self._lock = threading.Lock()
        self._closed = False
        renew_in_child(self)

    def renew(self) -> None:
        """As `Pool.renew`."""
        self._lock = threading.Lock()
        if self._is_own:
            self._transport = None

    async def send(self, send: Send, options: Options) -> RawResponse:
        request = await self._request(send, options)
        body = await _in_time(remaining(send), send, self._exchanged(request, send))
        if options.on_response is not None:
            await _awaited(options.on_response(readable(body)))
        return body.raw

    async def begin(self, send: Send, options: Options) -> httpx2.Response:
        """A response whose body is still to be read; the caller closes it."""
        request = await self._request(send, options)
        return await _in_time(remaining(send), send, self._respond(request, send))

    async def read(
        self, response: httpx2.Response, send: Send, options: Options
    ) -> RawResponse:
        """The whole response."""
        try:
            left = remaining(send)
        except Error:
            await _closed(response)
            raise
        body = await _in_time(left, send, self._collected(response, send))
        if options.on_response is not None:
            await _awaited(options.on_response(readable(body)))
        return body.raw

    async def _request(self, send: Send, options: Options) -> httpx2.Request:
        """The request, after the user's hook has seen it."""
        if self._closed:
            raise ConfigurationError(CLOSED)
        request = request_of(send, awaitable(send.content))
        if options.on_request is not None:
            await _awaited(options.on_request(request))
        return request

    async def _respond(self, request: httpx2.Request, send: Send) -> httpx2.Response:
        try:
            if self._client is not None:
                with Hiding(send.secrets):
                    return await self._client.send(
                        request, stream=True, **arguments_of(send)
                    )
            transport = self._transport or self._open()
            response = await transport.handle_async_request(request)
            response.request = request
            return response
        except Exception as error:
            if is_of_user(error, send):
                raise
            failure = failure_of(error, send)
        raise failure

    async def _exchanged(self, request: httpx2.Request, send: Send) -> Collected:
        return await self._collected(await self._respond(request, send), send)

    async def _collected(self, response: httpx2.Response, send: Send) -> Collected:
        try:
            body = Collected(response, send)
            if response.is_stream_consumed:  # made with its content
                body.add(response.content)
                return body
            async with aclosing(
                self.chunks(response, send, send.max_response)
            ) as chunks:
                async for chunk in chunks:
                    if not body.add(chunk):
                        break
            return body
        finally:
            if not response.is_closed:
                await _closed(response)

    async def chunks(
        self, response: httpx2.Response, send: Send, limit: int | None = None
    ) -> AsyncGenerator[bytes, None]:
        """The decoded body of a response, as it comes."""
        try:
            decoder = decoder_of(response, limit)
            if decoder is not None:
                async for chunk in response.aiter_raw():
                    for piece in decoder.decode(chunk):
                        yield piece
                decoder.finish()
            elif response.is_stream_consumed:  # made with its content
                yield response.content
            else:
                async for chunk in response.aiter_raw():
                    yield chunk
            return
        except Exception as error:
            failure = failure_of(error, send)
        raise failure

    def _open(self) -> httpx2.AsyncBaseTransport:
        with self._lock:  # event loops of several threads may share the client
            if self._transport is None:
                # Lazy: a client with a transport of its own does not need it.
                from .async_transports import AsyncEnvironmentTransport

                self._transport = AsyncEnvironmentTransport()
            return self._transport

    async def close(self) -> None:
        self._closed = True
        if self._transport is not None:
            await self._transport.aclose()


@cache
def _timeout() -> Callable[[float | None], AbstractAsyncContextManager[object]]:
    from asyncio import timeout  # slow to import; a running loop has it

    return timeout


async def _in_time(left: float | None, send: Send, work: Awaitable[T]) -> T:
    """Await `work` for `left` seconds at most. Raises `TimeoutError`."""
    try:
        async with _timeout()(left):
            return await work
    except TimeoutError as error:
        failure = failure_of(error, send)
    raise failure


async def _closed(response: httpx2.Response) -> None:
    with suppress(Exception):  # the outcome is known
        await response.aclose()


async def _awaited(outcome: Any) -> None:
    if inspect.isawaitable(outcome):
        await outcome
