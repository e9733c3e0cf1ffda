"""Send a request over HTTP, and read the response within limits."""

from __future__ import annotations

from collections.abc import Mapping

import httpx2

from ..client import Headers, RawResponse
from ..client.deadlines import after, deadline
from ..client.transports import DeadlineTransport
from . import wire

TIMEOUT = 600
"""Seconds until a response begins: a guard against hanging only."""

_MAX_STREAM = 256 * 1024
_STREAM_SECONDS = 10
"""How much of a sequence of items is read: it may never end."""

_MAX_BODY = 64 * 1024 * 1024
_BODY_SECONDS = 300
"""Limits of all other bodies."""


class LimitedBody:
    """The body of a response, as far as it is read within `seconds`.

    Of a sequence, it has the items that arrive soon.
    """

    def __init__(self, response: httpx2.Response) -> None:
        media_type = response.headers.get("content-type", "")
        self._separators = wire.item_separators(media_type)
        self._content = bytearray()
        self._limit = _MAX_STREAM if self._separators else _MAX_BODY
        self.seconds = _STREAM_SECONDS if self._separators else _BODY_SECONDS

    def add(self, chunk: bytes) -> bool:
        """Add the next bytes; whether more are read."""
        self._content += chunk
        return len(self._content) <= self._limit

    def whole(self) -> bytes:
        """The body, which has ended."""
        return bytes(self._content)

    def complete_items(self) -> bytes:
        """The items so far. Raises `httpx2.ReadError` if the body cannot be cut."""
        content, is_full = self._content, len(self._content) > self._limit
        limit = f"{self._limit} bytes" if is_full else f"{self.seconds} seconds"
        if not self._separators:
            raise httpx2.ReadError(f"the body does not end within {limit}")
        ends = [content.rfind(m) + len(m) for m in self._separators if m in content]
        if not ends and is_full:
            raise httpx2.ReadError(f"no item ends within {limit}")
        return bytes(content[: max(ends, default=0)])


class HttpServer:
    """A server behind a socket.

    Each request has a connection of its own, and no cookies. Certificates, which take
    long to load, are loaded for `https` only.
    """

    def __init__(self, *, is_https: bool) -> None:
        limits = httpx2.Limits(max_keepalive_connections=0)
        self._transport = DeadlineTransport(verify=is_https, limits=limits)

    def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> RawResponse:
        """The response. Raises `httpx2.TransportError` without one."""
        client = httpx2.Client(
            transport=self._transport, timeout=TIMEOUT, trust_env=False
        )
        with client.stream(method, url, headers=headers, content=content) as response:
            fields = Headers(response.headers.multi_items())
            return RawResponse(response.status_code, fields, _content(response))

    def transport(self) -> httpx2.AsyncBaseTransport:
        """Connections of an asynchronous client."""
        return httpx2.AsyncHTTPTransport(verify=False)


def _content(response: httpx2.Response) -> bytes:
    body = LimitedBody(response)
    previous = deadline.set(after(body.seconds))
    try:
        for chunk in response.iter_bytes():
            if not body.add(chunk):
                return body.complete_items()
        return body.whole()
    except httpx2.ReadTimeout:
        return body.complete_items()
    finally:
        deadline.reset(previous)
