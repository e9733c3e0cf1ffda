"""The server under test: the generated one, an application, or a base URL."""

from __future__ import annotations

import base64
import importlib
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

import httpx2

from ..client import Auth
from . import wire
from .subjects import auth
from .vectors import Operation, Refusal, Scheme
from .vectors_file import Vectors

NOWHERE = "http://conformance.invalid"
"""The origin of servers that are called in process."""


@dataclass(frozen=True)
class Target:
    """A server under test: how to reach it, and the credentials that it accepts."""

    vectors: Vectors
    kind: Literal["generated", "application", "address"]
    origin: str
    transport: Callable[[], httpx2.AsyncBaseTransport]
    secrets: Mapping[str, str]
    allow_writes: bool = True

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
        lambda: httpx2.ASGITransport(app=app),
        secrets,
    )


def application(vectors: Vectors, name: str, secrets: Mapping[str, str]) -> Target:
    """The application that `module:attribute` names, in process."""
    module, _, attribute = name.partition(":")
    sys.path.insert(0, os.getcwd())
    app = importlib.import_module(module)
    for part in (attribute or "app").split("."):
        app = getattr(app, part)
    return in_process(vectors, app, "application", secrets)


def address(
    vectors: Vectors, url: str, secrets: Mapping[str, str], *, allow_writes: bool
) -> Target:
    """A live server. Its base path is part of `url`."""
    return Target(
        vectors,
        "address",
        url.rstrip("/"),
        lambda: httpx2.AsyncHTTPTransport(),
        secrets,
        allow_writes,
    )


def secrets(vectors: Vectors, environment: Mapping[str, str]) -> dict[str, str]:
    """Credentials by name of scheme, from `CONFORMANCE_<SCHEME>`.

    `user:password` for basic authentication, a key or a token otherwise.
    """
    secrets: dict[str, str] = {}
    for name in vectors.schemes:
        variable = "CONFORMANCE_" + re.sub(r"[^A-Z0-9]+", "_", name.upper())
        if variable in environment:
            secrets[name] = environment[variable]
    return secrets


def generated_secrets(vectors: Vectors) -> dict[str, str]:
    """Credentials for the generated server, one for each scheme."""
    return {name: f"conformance:{i}" for i, name in enumerate(vectors.schemes)}


async def send(target: Target, refusal: Refusal) -> httpx2.Response:
    """Send the request of a refusal, with the credentials that it names."""
    request = refusal.request
    headers = wire.headers(request)
    url = target.base_url(refusal.operation) + wire.target(request)
    if refusal.operation is not None and refusal.credentials != "none":
        secrets = dict(target.secrets)
        if refusal.credentials != "given":
            secrets = dict.fromkeys(
                target.vectors.schemes, f"{refusal.credentials}:secret"
            )
        schemes = target.vectors.schemes
        url = _authorized(url, headers, refusal.operation, schemes, secrets)
    async with httpx2.AsyncClient(
        transport=target.transport(), timeout=600, trust_env=False
    ) as client:
        return await client.request(
            request.method, url, headers=headers, content=wire.content(request)
        )


def _authorized(
    url: str,
    headers: dict[str, str],
    operation: Operation,
    schemes: Mapping[str, Scheme],
    secrets: Mapping[str, str],
) -> str:
    """Add credentials of the first alternative to the headers, or to the URL."""
    for alternative in operation.security:
        if all(name in secrets for name, _ in alternative):
            for name, _ in alternative:
                url = _add_credential(url, headers, schemes[name], secrets[name])
            break
    return url


def _add_credential(
    url: str, headers: dict[str, str], scheme: Scheme, secret: str
) -> str:
    match scheme.kind, scheme.place:
        case "key", "query":
            separator = "&" if "?" in url else "?"
            return f"{url}{separator}{quote(scheme.name, safe='')}={quote(secret, safe='')}"
        case "key", "cookie":
            cookies = [
                *filter(None, [headers.get("cookie")]),
                f"{scheme.name}={secret}",
            ]
            headers["cookie"] = "; ".join(cookies)
        case "key", _:
            headers[scheme.name.lower()] = secret
        case "basic", _:
            pair = base64.b64encode(secret.encode()).decode()
            headers["authorization"] = f"Basic {pair}"
        case "bearer", _:
            headers["authorization"] = f"Bearer {secret}"
        case "http", _:
            headers["authorization"] = f"{scheme.name} {secret}"
        case _:
            pass
    return url
