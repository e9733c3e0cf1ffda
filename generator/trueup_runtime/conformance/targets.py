"""The server under test: the generated one, an application, or a base URL."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any, Literal, Protocol

import httpx2
from msgspec import Struct, field

from ..client import Auth, RawResponse
from . import credentials, wire
from .exchanges import HttpServer
from .subjects import auth
from .vectors import Operation, Security, Wire
from .vectors_file import Vectors

NOWHERE = "http://conformance.invalid"
"""The origin of servers that are called in process."""


class UnusableApplication(Exception):
    """`--app` does not name an ASGI application."""


class Exchange(Struct, frozen=True):
    """A request as it was sent, with credentials, and the response to it."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes
    response: RawResponse


class Server(Protocol):
    """How requests reach a server under test."""

    def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> RawResponse:
        """The response. Raises `httpx2.TransportError` without one."""
        ...

    def transport(self) -> httpx2.AsyncBaseTransport:
        """The transport of an asynchronous client."""
        ...


class Target(Struct, frozen=True):
    """A server under test: how to reach it, and the credentials that it accepts."""

    vectors: Vectors
    kind: Literal["generated", "application", "address"]
    origin: str
    server: Server
    secrets: Mapping[str, str]
    allow_writes: bool = True
    accepted: set[Security] = field(default_factory=set[Security])
    """Ways to authenticate with which a valid request got another response than 401."""

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
        response = self.server.send(request.method, url, headers, content)
        return Exchange(request.method, url, headers, content, response)


def in_process(
    vectors: Vectors,
    server: Server,
    kind: Literal["generated", "application"],
    secrets: Mapping[str, str],
) -> Target:
    """An ASGI application, called without a network."""
    return Target(vectors, kind, NOWHERE, server, secrets)


def behind_socket(
    vectors: Vectors,
    origin: str,
    kind: Literal["generated", "application"],
    secrets: Mapping[str, str],
) -> Target:
    """An application that a server on this machine runs."""
    return Target(vectors, kind, origin, HttpServer(is_https=False), secrets)


def address(
    vectors: Vectors, url: str, secrets: Mapping[str, str], *, allow_writes: bool
) -> Target:
    """A live server. Its base path is part of `url`."""
    server = HttpServer(is_https=url.lower().startswith("https:"))
    return Target(vectors, "address", url.rstrip("/"), server, secrets, allow_writes)


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
