"""Connections: one httpx2 client behind every view of a client, made on first use.

Turns what httpx2 raises into this package's errors. Redirects are not followed, so
that credentials stay with the origin that they are meant for.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from typing import Any

import httpx2
import msgspec

from .errors import ConfigurationError, TimeoutError, TransportError
from .exchange import Send, remaining
from .headers import Headers
from .operation import RawResponse
from .options import Options

_HTTP_ERRORS = (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError)
_NEVER_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)


class Pool:
    """Connections of a client that waits."""

    def __init__(
        self, transport: httpx2.BaseTransport | None, client: httpx2.Client | None
    ) -> None:
        self._transport = transport
        self._client = client
        self._own = client is None
        self._lock = threading.Lock()
        self._closed = False

    def send(self, send: Send, options: Options) -> RawResponse:
        return self.read(self.begin(send, options), send, options)

    def begin(self, send: Send, options: Options) -> httpx2.Response:
        """An answer whose body is still to be read; it has to be closed."""
        client = self._open()
        if isinstance(send.content, AsyncIterable):
            message = "a client that waits cannot send what is asynchronous"
            raise ConfigurationError(message)
        request = _request(send, client.headers)
        if options.on_request is not None:
            options.on_request(request)
        try:
            return client.send(request, stream=True, follow_redirects=False)
        except _HTTP_ERRORS as error:
            raise _failure(error, send) from error

    def read(
        self, response: httpx2.Response, send: Send, options: Options
    ) -> RawResponse:
        """The whole answer."""
        content = bytearray()
        try:
            for chunk in self.chunks(response, send):
                content += chunk
                remaining(send)
        finally:
            response.close()
        if options.on_response is not None:
            options.on_response(_read(response, bytes(content)))
        return _raw(response, bytes(content))

    def chunks(self, response: httpx2.Response, send: Send) -> Iterator[bytes]:
        """The body of an answer, as it comes."""
        try:
            yield from response.iter_bytes()
        except _HTTP_ERRORS as error:
            raise _failure(error, send) from error

    def _open(self) -> httpx2.Client:
        with self._lock:
            if self._closed:
                raise ConfigurationError("the client is closed")
            if self._client is None:  # loading certificates takes its time
                self._client = httpx2.Client(transport=self._transport)
            return self._client

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._own and self._client is not None:
                self._client.close()


class AsyncPool:
    """Connections of a client that is awaited."""

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport | None,
        client: httpx2.AsyncClient | None,
    ) -> None:
        self._transport = transport
        self._client = client
        self._own = client is None
        self._closed = False

    async def send(self, send: Send, options: Options) -> RawResponse:
        return await self.read(await self.begin(send, options), send, options)

    async def begin(self, send: Send, options: Options) -> httpx2.Response:
        """An answer whose body is still to be read; it has to be closed."""
        client = self._open()
        request = _request(
            msgspec.structs.replace(send, content=_awaitable(send.content)),
            client.headers,
        )
        if options.on_request is not None:
            await _awaited(options.on_request(request))
        try:
            return await client.send(request, stream=True, follow_redirects=False)
        except _HTTP_ERRORS as error:
            raise _failure(error, send) from error

    async def read(
        self, response: httpx2.Response, send: Send, options: Options
    ) -> RawResponse:
        """The whole answer."""
        content = bytearray()
        try:
            async for chunk in self.chunks(response, send):
                content += chunk
                remaining(send)
        finally:
            await response.aclose()
        if options.on_response is not None:
            await _awaited(options.on_response(_read(response, bytes(content))))
        return _raw(response, bytes(content))

    async def chunks(
        self, response: httpx2.Response, send: Send
    ) -> AsyncIterator[bytes]:
        """The body of an answer, as it comes."""
        try:
            async for chunk in response.aiter_bytes():
                yield chunk
        except _HTTP_ERRORS as error:
            raise _failure(error, send) from error

    def _open(self) -> httpx2.AsyncClient:
        if self._closed:
            raise ConfigurationError("the client is closed")
        if self._client is None:
            self._client = httpx2.AsyncClient(transport=self._transport)
        return self._client

    async def close(self) -> None:
        self._closed = True
        if self._own and self._client is not None:
            await self._client.aclose()


async def _awaited(outcome: Any) -> None:
    if inspect.isawaitable(outcome):
        await outcome


def _request(send: Send, defaults: httpx2.Headers) -> httpx2.Request:
    """The request for httpx2, which adds no fields of its own but what HTTP needs."""
    own = [(name.encode(), value.encode()) for name, value in send.headers]
    given = {name.lower() for name, _ in own}
    fields = [pair for pair in defaults.raw if pair[0].lower() not in given]
    fields += own
    left = remaining(send)
    connect = send.connect
    if left is not None:
        connect = left if connect is None else min(connect, left)
    timeout = {"connect": connect, "read": left, "write": left, "pool": connect}
    try:
        request = httpx2.Request(
            send.method,
            send.url,
            headers=fields,
            content=send.content,
            extensions={"timeout": timeout},
        )
        request.method = send.method  # as it is: methods are case-sensitive
        return request
    except httpx2.InvalidURL as error:
        raise ConfigurationError(f"{send.template}: {error}") from error


def _awaitable(content: Any) -> Any:
    """A body for an asynchronous transport, which does not take plain iterables."""
    if content is None or isinstance(content, (bytes, AsyncIterable)):
        return content

    async def chunks() -> AsyncIterator[bytes]:
        for chunk in content:
            yield chunk

    return chunks()


def _failure(
    error: httpx2.RequestError | httpx2.InvalidURL | httpx2.StreamError, send: Send
) -> TransportError | ConfigurationError:
    what = str(error) or type(error).__name__
    message = f"{send.method} {send.template}: {what}"
    if isinstance(error, (httpx2.InvalidURL, httpx2.LocalProtocolError)):
        return ConfigurationError(message)
    sent = not isinstance(error, _NEVER_SENT)
    if isinstance(error, httpx2.TimeoutException):
        return TimeoutError(message, sent=sent)
    return TransportError(message, sent=sent)


def _read(response: httpx2.Response, content: bytes) -> httpx2.Response:
    """The response for a hook, with a body that can be looked at.

    `content` is decoded, so the field that says otherwise is left out.
    """
    fields = [
        (name, value)
        for name, value in response.headers.multi_items()
        if name.lower() not in ("content-encoding", "content-length")
    ]
    return httpx2.Response(
        response.status_code, headers=fields, content=content, request=response.request
    )


def _raw(response: httpx2.Response, content: bytes) -> RawResponse:
    fields = Headers(response.headers.multi_items())
    return RawResponse(response.status_code, fields, content)
