"""The server of a request, and whether credentials may be sent to it."""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from .errors import ConfigurationError
from .operation import Operation
from .options import Options

_PORTS = {"http": 80, "https": 443}
_AMBIGUOUS = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
_SPACE = re.compile(r"\s")


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
    try:
        url = urljoin(options.base_url, operation.servers[0])
    except ValueError:
        raise ConfigurationError(f"{operation.id} has an invalid server URL") from None
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
    """As `url_origin`, of the URL of a server: no path can be added to a query.

    The messages quote nothing, since any part of a URL may be a password.
    """
    if "?" in url or "#" in url:
        raise ConfigurationError("invalid URL: a server has no query and no fragment")
    return url_origin(url)


def url_origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port (RFC 6454, section 4).

    Raises `ConfigurationError` for a URL that parsers understand differently.
    """
    parts, port = _parsed(url)
    if _AMBIGUOUS.search(url) or _SPACE.search(parts.netloc):
        raise ConfigurationError(
            "invalid URL: control characters, backslashes or white space in the host"
        )
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ConfigurationError("invalid URL: must have `http` or `https` and a host")
    return parts.scheme, parts.hostname, _PORTS[parts.scheme] if port is None else port


def _parsed(url: str) -> tuple[SplitResult, int | None]:
    with contextlib.suppress(ValueError):  # whose text is not kept, as a context
        parts = urlsplit(url)
        return parts, parts.port
    raise ConfigurationError("invalid URL: host or port")


def origins_of(given: Iterable[str]) -> tuple[str, ...]:
    """Origins that the user has given. Raises `ConfigurationError`."""
    origins = (given,) if isinstance(given, str) else tuple(given)
    for item in origins:
        if not item.startswith(("http://", "https://")):
            raise ConfigurationError(
                f"`auth_origins` needs origins such as `https://api.test`, got {item!r}"
            )
        origin(item)
    return origins
