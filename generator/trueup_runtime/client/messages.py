"""Build requests of httpx2, and collect responses within bounds."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from functools import cache
from typing import Any

import httpx2

from . import codings
from .effects import Send, remaining
from .errors import ConfigurationError, ResponseTooLargeError, TransportError
from .headers import headers_of
from .operation import RawResponse
from .redaction import redacted

_ERROR_LIMIT = 1_000_000
"""Bytes of an error's body that are read; the rest is cut off."""


def request_of(send: Send, content: Any) -> httpx2.Request:
    """The request for httpx2, which adds no fields of its own but what HTTP needs."""
    left = remaining(send)
    connect = send.connect
    if left is not None:
        connect = left if connect is None else min(connect, left)
    timeout = {"connect": connect, "read": left, "write": left, "pool": connect}
    try:
        url = httpx2.URL(send.url)
        whole = content is None or isinstance(content, bytes)
        request = httpx2.Request(
            send.method,
            url,
            headers=_fields(send, url, content),
            content=None if whole else content,
            stream=httpx2.ByteStream(content or b"") if whole else None,
            extensions={"timeout": timeout},
        )
        if whole:
            request.read()  # for hooks
    except (httpx2.InvalidURL, ValueError) as error:
        what = redacted(str(error), send.secrets)
        failure = ConfigurationError(f"{send.method} {send.template}: {what}")
    else:
        request.method = send.method  # as it is: methods are case-sensitive
        return request
    raise failure


def refuse_own_redirects(client: httpx2.Client | httpx2.AsyncClient | None) -> None:
    """httpx2 keeps only `Authorization` from other origins, not keys in other fields."""
    if client is not None and client.follow_redirects:
        raise ConfigurationError(
            "`http_client` follows redirects: set `follow_redirects` of this client instead"
        )


def arguments_of(send: Send) -> dict[str, Any]:
    """The arguments for an `http_client`, which may have credentials of its own."""
    arguments: dict[str, Any] = {"follow_redirects": False}
    return arguments if send.is_trusted else {**arguments, "auth": None}


def _fields(send: Send, url: httpx2.URL, content: Any) -> list[tuple[bytes, bytes]]:
    """The encoded header fields, those that HTTP needs first."""
    fields = [(name.encode(), value.encode()) for name, value in send.headers]
    given = {name.lower() for name, _ in fields}
    own = [] if b"host" in given else [(b"Host", url.netloc)]
    if content is None or isinstance(content, bytes):
        has_length = content or send.method in _WITH_LENGTH
        if has_length and given.isdisjoint(_LENGTHS):
            own.append((b"Content-Length", b"%d" % len(content or b"")))
    own += [pair for pair in _defaults() if pair[0].lower() not in given]
    return own + fields


_LENGTHS = (b"content-length", b"transfer-encoding")
_WITH_LENGTH = ("POST", "PUT", "PATCH", "QUERY")


@cache
def _defaults() -> tuple[tuple[bytes, bytes], ...]:
    return (
        (b"Accept", b"*/*"),
        (b"Accept-Encoding", codings.accepted().encode()),
        (b"Connection", b"keep-alive"),
    )


def awaitable(content: Any) -> Any:
    """A body for an asynchronous transport, which does not take plain iterables."""
    if content is None or isinstance(content, (bytes, AsyncIterable)):
        return content

    async def chunks() -> AsyncIterator[bytes]:
        for chunk in content:
            yield chunk

    return chunks()


class Collected:
    """The body of a response while it arrives, up to its limit.

    Too large a success is an error; an error's body is cut, because its status counts.
    """

    def __init__(self, response: httpx2.Response, send: Send) -> None:
        check_status(response, send)
        self.response = response
        self.headers = headers_of(response)
        self._content = bytearray()
        self._send = send
        self._is_cut = response.status_code >= 300
        limit = float("inf") if send.max_response is None else send.max_response
        self._limit = min(limit, _ERROR_LIMIT) if self._is_cut else limit
        length = self.headers.get("Content-Length", "")
        if not self._is_cut and send.method != "HEAD" and _beyond(length, self._limit):
            raise ResponseTooLargeError("the response", int(self._limit))

    def add(self, chunk: bytes) -> bool:
        """Whether more is wanted."""
        if len(self._content) + len(chunk) <= self._limit:
            self._content += chunk
            remaining(self._send)
            return True
        if not self._is_cut:
            raise ResponseTooLargeError("the response", int(self._limit))
        self._content += chunk[: int(self._limit) - len(self._content)]
        return False

    @property
    def raw(self) -> RawResponse:
        """The response as received."""
        content = bytes(self._content)
        return RawResponse(self.response.status_code, self.headers, content)


def check_status(response: httpx2.Response, send: Send) -> None:
    """Refuse what is not the status of a final response (RFC 9110, section 15)."""
    if not 200 <= response.status_code <= 999:
        raise TransportError(
            f"{send.method} {send.template}: invalid status {response.status_code}"
        )


def _beyond(length: str, limit: float) -> bool:
    return length.isascii() and length.isdecimal() and float(length[:40]) > limit


def decoder_of(response: httpx2.Response, limit: int | None) -> codings.Decoder | None:
    """The decoder of the body; None if it is not encoded, or decoded already."""
    if response.is_stream_consumed:
        return None
    return codings.decoder(response.headers.get("Content-Encoding", ""), limit)


def readable(body: Collected) -> httpx2.Response:
    """The response for a hook, with a body that can be looked at.

    The content is decoded, so the field that says otherwise is left out.
    """
    response = body.response
    fields = [
        (name, value)
        for name, value in response.headers.multi_items()
        if name.lower() not in ("content-encoding", "content-length")
    ]
    return httpx2.Response(
        response.status_code,
        headers=fields,
        content=body.raw.content,
        request=response.request,
    )
