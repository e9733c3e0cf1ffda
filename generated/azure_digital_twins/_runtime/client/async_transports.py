"""The transport of asynchronous clients: connections by event loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Iterable
from typing import Any

import httpx2

from .transports import Proxies, shared_ssl_context


class AsyncEnvironmentTransport(httpx2.AsyncBaseTransport):
    """As `EnvironmentTransport`, asynchronous.

    Connections belong to the event loop that opened them, so each loop has its own. They
    are closed when the loop shuts down its asynchronous generators, as `asyncio.run` does.
    """

    def __init__(self) -> None:
        self._context = shared_ssl_context()
        self._proxies = Proxies()
        self._by_loop: dict[asyncio.AbstractEventLoop, _LoopTransports] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        loop = asyncio.get_running_loop()
        transports = self._by_loop.get(loop)
        if transports is None:
            transports = await self._begin(loop)
        proxy = self._proxies.of(request.url)
        if proxy not in transports.by_proxy:
            transports.by_proxy[proxy] = httpx2.AsyncHTTPTransport(
                verify=self._context, proxy=proxy
            )
        return await transports.by_proxy[proxy].handle_async_request(request)

    async def _begin(self, loop: asyncio.AbstractEventLoop) -> _LoopTransports:
        for other in list(self._by_loop):
            if other.is_closed():
                _discard(self._by_loop.pop(other).by_proxy.values())
        transports = self._by_loop[loop] = _LoopTransports()
        transports.closing = _close_at_end(transports)
        await anext(transports.closing)
        return transports

    async def aclose(self) -> None:
        """Close the connections of this loop, and discard those of closed ones."""
        for loop in list(self._by_loop):
            if loop is asyncio.get_running_loop():
                closing = self._by_loop.pop(loop).closing
                if closing is not None:
                    await closing.aclose()
            elif loop.is_closed():
                _discard(self._by_loop.pop(loop).by_proxy.values())


class _LoopTransports:
    """The transports of one event loop, by proxy."""

    def __init__(self) -> None:
        self.by_proxy: dict[str | None, httpx2.AsyncHTTPTransport] = {}
        self.closing: AsyncGenerator[None, None] | None = None


async def _close_at_end(transports: _LoopTransports) -> AsyncGenerator[None, None]:
    """Close the transports when the generator is closed, at the latest by its loop."""
    try:
        yield
    finally:
        for transport in transports.by_proxy.values():
            await transport.aclose()
        transports.by_proxy.clear()


def _discard(transports: Iterable[httpx2.AsyncHTTPTransport]) -> None:
    """Close the sockets of a closed event loop, which cannot close them itself.

    A transport of asyncio has no method for that; without it, its socket is closed by
    garbage collection, with a `ResourceWarning`.
    """
    for transport in transports:
        for connection in transport._pool.connections:
            with contextlib.suppress(Exception):
                inner: Any = connection
                stream = inner._connection._network_stream._stream
                stream = getattr(stream, "transport_stream", stream)
                stream._transport._call_connection_lost(None)
