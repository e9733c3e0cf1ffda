"""The server under test: the generated one, an application, or a base URL."""

from __future__ import annotations

import asyncio
import importlib
import os
import ssl
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

import httpx2

from ..client import Auth, Headers, RawResponse
from . import credentials, wire
from .asgi_transport import AsgiTransport
from .event_loop import EventLoop
from .subjects import auth
from .vectors import Operation, Security, Wire
from .vectors_file import Vectors

NOWHERE = "http://conformance.invalid"
"""The origin of servers that are called in process."""

_MAX_STREAM = 256 * 1024
_STREAM_SECONDS = 10
"""How much of a sequence of items is read: it may never end."""

_MAX_BODY = 64 * 1024 * 1024
_BODY_SECONDS = 300
"""Limits of all other bodies."""


class UnusableApplication(Exception):
    """`--app` does not name an ASGI application."""


@dataclass(frozen=True)
class Exchange:
    """A request as it was sent, with credentials, and the response to it."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes
    response: RawResponse


@dataclass(frozen=True)
class Target:
    """A server under test: how to reach it, and the credentials that it accepts."""

    vectors: Vectors
    kind: Literal["generated", "application", "address"]
    origin: str
    transport: Callable[[], httpx2.AsyncBaseTransport]
    secrets: Mapping[str, str]
    allow_writes: bool = True
    accepted: set[Security] = field(default_factory=set[Security])
    """Ways to authenticate with which a valid request got another response than 401."""

    @cached_property
    def loop(self) -> EventLoop:
        """The event loop of all requests to the server."""
        return EventLoop()

    @property
    def auth(self) -> Auth:
        """The credentials for the client."""
        return auth(self.vectors, self.secrets)

    def base_url(self, operation: Operation | None) -> str:
        """The URL before the operation's path. `--base-url` includes the base path."""
        if self.kind == "address":
            return self.origin
        path = self.vectors.base_path if operation is None else operation.base_path
        return self.origin + path

    def skip_reason(self, operation: Operation | None) -> str | None:
        """The reason why this server is not tested with the operation; None if it is."""
        if operation is None:
            return None
        if not operation.is_served:
            return "another operation has its method and its path"
        if not self.allow_writes and not operation.is_safe:
            return f"{operation.method} may change data; set --allow-writes"
        if self.kind == "address" and operation.own_servers:
            return "the operation has servers of its own"
        return None

    def missing_credentials(self, operation: Operation) -> str | None:
        """The variables to set for an operation; None if no credential is missing."""
        schemes = self.vectors.schemes
        if credentials.has_credentials(operation, schemes, self.secrets):
            return None
        return credentials.needed([operation])

    def note(self, operation: Operation, status: int) -> None:
        """Note the status of the response to a valid request with credentials."""
        if status != 401:
            self.accepted.add(operation.security)

    def send(
        self,
        operation: Operation | None,
        request: Wire,
        used: Literal["given", "none", "rejected", "unscoped"] = "given",
    ) -> Exchange:
        """Send a request. Raises `httpx2.TransportError` without a response."""
        headers = wire.headers(request)
        url = self.base_url(operation) + wire.target(request)
        if operation is not None and used != "none":
            schemes, secrets = self.vectors.schemes, self.secrets
            if used != "given":
                secrets = dict.fromkeys(schemes, f"{used}:secret")
            url = credentials.authorize(url, headers, operation, schemes, secrets)
        content = wire.content(request)
        response = self.loop.run(self._sent(request.method, url, headers, content))
        return Exchange(request.method, url, headers, content, response)

    async def _sent(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> RawResponse:
        async with (
            httpx2.AsyncClient(
                transport=self.transport(), timeout=600, trust_env=False
            ) as client,
            client.stream(method, url, headers=headers, content=content) as response,
        ):
            fields = Headers(response.headers.multi_items())
            return RawResponse(response.status_code, fields, await _body(response))


async def _body(response: httpx2.Response) -> bytes:
    """The body; of a sequence the items that arrive soon, as it may never end."""
    separators = wire.item_separators(response.headers.get("content-type", ""))
    if not separators:
        return await _whole_body(response)
    content = bytearray()
    try:
        async with asyncio.timeout(_STREAM_SECONDS):
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MAX_STREAM:
                    break
            else:
                return bytes(content)
    except TimeoutError:
        pass
    ends = [content.rfind(mark) + len(mark) for mark in separators if mark in content]
    if not ends and len(content) > _MAX_STREAM:
        raise httpx2.ReadError(f"no item ends within {_MAX_STREAM} bytes")
    return bytes(content[: max(ends, default=0)])


async def _whole_body(response: httpx2.Response) -> bytes:
    content = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MAX_BODY:
                    limit = f"{_MAX_BODY} bytes"
                    raise httpx2.ReadError(f"the body does not end within {limit}")
    except TimeoutError:
        limit = f"{_BODY_SECONDS} seconds"
        raise httpx2.ReadError(f"the body does not end within {limit}") from None
    return bytes(content)


def in_process(
    vectors: Vectors,
    app: Any,
    kind: Literal["generated", "application"],
    secrets: Mapping[str, str],
) -> Target:
    """An ASGI application, called without a network."""
    return Target(
        vectors,
        kind,
        NOWHERE,
        lambda: AsgiTransport(app),
        secrets,
    )


def behind_socket(
    vectors: Vectors,
    origin: str,
    kind: Literal["generated", "application"],
    secrets: Mapping[str, str],
) -> Target:
    """An application that a server on this machine runs."""
    return Target(vectors, kind, origin, _over_http, secrets)


def address(
    vectors: Vectors, url: str, secrets: Mapping[str, str], *, allow_writes: bool
) -> Target:
    """A live server. Its base path is part of `url`."""
    return Target(
        vectors, "address", url.rstrip("/"), _over_http, secrets, allow_writes
    )


def _over_http() -> httpx2.AsyncBaseTransport:
    return httpx2.AsyncHTTPTransport(verify=ssl_context())


@cache
def ssl_context() -> ssl.SSLContext:
    """The context of all connections; making one takes long."""
    return httpx2.create_ssl_context()


def load_application(name: str) -> Any:
    """The application that `module:attribute` names. Raises `UnusableApplication`."""
    module, _, attribute = name.partition(":")
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        app: Any = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is not None and module.startswith(error.name):
            reason = f"no module `{module}` in {os.getcwd()}"
            raise UnusableApplication(reason) from None
        raise UnusableApplication(f"importing `{module}` failed: {error}") from None
    except Exception as error:
        reason = f"importing `{module}` raised {type(error).__name__}: {error}"
        raise UnusableApplication(reason) from None
    for part in (attribute or "app").split("."):
        if not hasattr(app, part):
            reason = f"`{module}` has no attribute `{attribute or 'app'}`"
            raise UnusableApplication(reason)
        app = getattr(app, part)
    if not callable(app):
        raise UnusableApplication(f"`{name}` is not an ASGI application: {app!r}")
    return app
