"""The server of a request, and whether credentials may be sent to it."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from .errors import ConfigurationError
from .operation import Operation
from .options import Options

_PORTS = {"http": 80, "https": 443}


class Server(NamedTuple):
    """The server of an operation.

    `userinfo` is the user and the password of its URL, encoded for `Authorization`.
    Credentials go to a server only if it `is_trusted`.
    """

    url: str
    userinfo: str | None
    is_trusted: bool


def server_of(operation: Operation, options: Options) -> Server:
    """The operation's own server, unless the user has set `base_url`."""
    if not operation.servers or options.own_base_url:
        return _server(options.base_url, True)
    url = urljoin(options.base_url, operation.servers[0])
    return _server(url, _is_trusted(url, options))


@lru_cache(maxsize=256)
def _server(url: str, is_trusted: bool) -> Server:
    parts = urlsplit(url)
    userinfo, at, _ = parts.netloc.rpartition("@")
    if not at:
        return Server(url.rstrip("/"), None, is_trusted)
    user, _, password = userinfo.partition(":")
    pair = f"{unquote(user)}:{unquote(password)}".encode()
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return Server(bare.rstrip("/"), base64.b64encode(pair).decode(), is_trusted)


def _is_trusted(url: str, options: Options) -> bool:
    trusted = {origin(options.base_url), *map(origin, options.auth_origins)}
    return origin(url) in trusted


@lru_cache(maxsize=256)
def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port (RFC 6454, section 4)."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ConfigurationError(f"invalid URL: {error}") from None
    return parts.scheme, parts.hostname or "", port or _PORTS.get(parts.scheme)


def origins_of(given: Iterable[str]) -> tuple[str, ...]:
    """Origins that the user has given. Raises `ConfigurationError`."""
    origins = (given,) if isinstance(given, str) else tuple(given)
    for each in origins:
        if not each.startswith(("http://", "https://")) or not origin(each)[1]:
            raise ConfigurationError(
                f"`auth_origins` needs origins such as `https://api.test`, got {each!r}"
            )
    return origins
