"""The server under test as an application in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx2

from ..client import Headers, RawResponse
from .asgi_transport import AsgiTransport
from .event_loop import AsgiApp, EventLoop, Lifespan
from .exchanges import TIMEOUT, LimitedBody


class InProcessServer:
    """An ASGI application, called without a network, from one event loop."""

    def __init__(self, app: AsgiApp) -> None:
        self._lifespan = Lifespan(app)
        self._loop = EventLoop()

    def start(self) -> str | None:
        """Start the application; the reason if it refuses to start."""
        return self._loop.run(self._lifespan.startup())

    def stop(self) -> None:
        self._loop.run(self._lifespan.shutdown())
        self._loop.close()

    def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> RawResponse:
        """The response. Raises `httpx2.TransportError` without one."""
        return self._loop.run(self._response(method, url, headers, content))

    async def _response(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> RawResponse:
        async with (
            httpx2.AsyncClient(
                transport=self.transport(), timeout=TIMEOUT, trust_env=False
            ) as client,
            client.stream(method, url, headers=headers, content=content) as response,
        ):
            fields = Headers(response.headers.multi_items())
            return RawResponse(response.status_code, fields, await _content(response))

    def transport(self) -> httpx2.AsyncBaseTransport:
        """Calls of an asynchronous client."""
        return AsgiTransport(self._lifespan.app)


async def _content(response: httpx2.Response) -> bytes:
    body = LimitedBody(response)
    try:
        async with asyncio.timeout(body.seconds):
            async for chunk in response.aiter_bytes():
                if not body.add(chunk):
                    return body.complete_items()
            return body.whole()
    except TimeoutError:
        return body.complete_items()
