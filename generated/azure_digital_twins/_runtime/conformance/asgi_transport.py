"""Call an ASGI application without a network; its response is read while it is sent.

A response that never ends is read as far as the caller reads it, as over a socket.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx2

from .event_loop import AsgiApp, Message

_MAX_QUEUED = 4
"""Messages that an application can send before the first of them is read."""

_CANCEL_SECONDS = 10
"""Time for an application to clean up after the client has disconnected."""


class AsgiTransport(httpx2.AsyncBaseTransport):
    """Sends requests to an application in this process.

    As over a socket, an exception is a response with 500 if no response has begun, and
    closes the connection otherwise.
    """

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        exchange = _Exchange(request)
        exchange.task = asyncio.create_task(exchange.run(self._app))
        try:
            start = await exchange.next_message()
        except BaseException:
            await exchange.aclose()
            raise
        status = 500 if start is None else start["status"]
        headers = [] if start is None else [*start.get("headers", ())]
        return httpx2.Response(status, headers=headers, stream=exchange)


class _Exchange(httpx2.AsyncByteStream):
    """One request to the application, and the body of its response."""

    task: asyncio.Task[None]

    def __init__(self, request: httpx2.Request) -> None:
        self._request = request
        self._sent: asyncio.Queue[Message | None] = asyncio.Queue(_MAX_QUEUED)
        self._disconnected = asyncio.Event()
        self._is_received = False
        self._is_started = False
        self._is_complete = False

    async def run(self, app: AsgiApp) -> None:
        try:
            await app(_scope(self._request), self._receive, self._send)
        except Exception:  # as a server does: 500, or a closed connection
            pass
        await self._sent.put(None)

    async def _receive(self) -> Message:
        if self._is_received:
            await self._disconnected.wait()
            return {"type": "http.disconnect"}
        self._is_received = True
        return {"type": "http.request", "body": self._request.content}

    async def _send(self, message: Message) -> None:
        if self._disconnected.is_set():
            raise OSError("the client has disconnected")
        if self._is_complete:
            raise RuntimeError(f"`{message['type']}` after the end of the response")
        is_start = message["type"] == "http.response.start"
        if is_start is self._is_started:
            raise RuntimeError(f"unexpected message `{message['type']}`")
        self._is_started = True
        if not is_start and not message.get("more_body", False):
            self._is_complete = True
        await self._sent.put(message)

    async def next_message(self) -> Message | None:
        """The next message; None after the last. Raises `httpx2.ReadTimeout`."""
        limit = self._request.extensions.get("timeout", {}).get("read")
        try:
            async with asyncio.timeout(limit):
                return await self._sent.get()
        except TimeoutError:
            problem = f"the application sends nothing for {limit} seconds"
            raise httpx2.ReadTimeout(problem, request=self._request) from None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self._is_started:
            message = await self.next_message()
            if message is None:
                problem = "the application ends before its response does"
                raise httpx2.RemoteProtocolError(problem, request=self._request)
            if message.get("body") and self._request.method != "HEAD":
                yield message["body"]
            if not message.get("more_body", False):
                break
        if self._is_complete:
            self._disconnected.set()
            await self._drain()

    async def _drain(self) -> None:
        """Wait for what the application does after its response, such as background
        tasks."""
        while await self.next_message() is not None:
            pass

    async def aclose(self) -> None:
        self._disconnected.set()
        self.task.cancel()
        await asyncio.wait({self.task}, timeout=_CANCEL_SECONDS)


def _scope(request: httpx2.Request) -> Message:
    url = request.url
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.partition(b"?")[0],
        "query_string": url.query,
        "server": (url.host, url.port),
        "client": ("127.0.0.1", 123),
        "root_path": "",
    }
