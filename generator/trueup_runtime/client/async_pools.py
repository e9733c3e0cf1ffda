"""Connections of asynchronous clients; `pools` is the synchronous counterpart."""

from __future__ import annotations

import inspect
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from typing import Any

import httpx2

from .effects import Send, remaining
from .errors import ConfigurationError
from .failures import failure_of, is_of_user
from .forking import renew_in_child
from .messages import (
    Collected,
    arguments_of,
    awaitable,
    decoder_of,
    raw_of,
    readable,
    refuse_own_redirects,
    request_of,
)
from .operation import RawResponse
from .options import Options
from .pools import CLOSED
from .redaction import Hiding


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
        return await self.read(await self.begin(send, options), send, options)

    async def begin(self, send: Send, options: Options) -> httpx2.Response:
        """A response whose body is still to be read; the caller closes it."""
        from asyncio import timeout  # slow to import; a running loop has it

        sender = self._sender(send)
        request = request_of(send, awaitable(send.content))
        if options.on_request is not None:
            await _awaited(options.on_request(request))
        left = remaining(send)
        try:
            async with timeout(left):
                response = await sender(request)
        except Exception as error:
            if is_of_user(error, send):
                raise
            failure = failure_of(error, send)
        else:
            return response
        raise failure

    async def read(
        self, response: httpx2.Response, send: Send, options: Options
    ) -> RawResponse:
        """The whole response."""
        try:
            body = await self._collected(response, send)
        finally:
            with suppress(Exception):  # the outcome is known
                await response.aclose()
        if options.on_response is not None:
            await _awaited(options.on_response(readable(response, body.content)))
        return raw_of(response, body.content)

    async def _collected(self, response: httpx2.Response, send: Send) -> Collected:
        from asyncio import timeout

        body = Collected(response, send)
        try:
            async with (
                timeout(remaining(send)),
                aclosing(self.chunks(response, send, send.max_response)) as chunks,
            ):
                async for chunk in chunks:
                    if not body.add(chunk):
                        break
            return body
        except TimeoutError as error:
            failure = failure_of(error, send)
        raise failure

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
                async for chunk in response.aiter_bytes():
                    yield chunk
            else:
                async for chunk in response.aiter_raw():
                    yield chunk
            return
        except Exception as error:
            failure = failure_of(error, send)
        raise failure

    def _sender(
        self, send: Send
    ) -> Callable[[httpx2.Request], Awaitable[httpx2.Response]]:
        if self._closed:
            raise ConfigurationError(CLOSED)
        client = self._client
        if client is not None:

            async def through(request: httpx2.Request) -> httpx2.Response:
                with Hiding(send.secrets):
                    return await client.send(request, stream=True, **arguments_of(send))

            return through
        transport = self._transport or self._open()

        async def direct(request: httpx2.Request) -> httpx2.Response:
            response = await transport.handle_async_request(request)
            response.request = request
            return response

        return direct

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


async def _awaited(outcome: Any) -> None:
    if inspect.isawaitable(outcome):
        await outcome
