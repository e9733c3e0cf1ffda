"""The server of a request, and whether credentials may be sent to it."""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import msgspec

from .errors import ConfigurationError
from .operation import Operation
from .options import Options

_PORTS = {"http": 80, "https": 443}
_AMBIGUOUS = r"[\x00-\x1f\x7f\\\ud800-\udfff]"
_ABSOLUTE = "(?i)https?://"
_NOT_IN_HOST = r"[/?#@\\\s]"
_NOT_IN_PATH = r"[?#\\\s]"
_VARIABLE = r"\{[^{}/]*\}"


class Server(msgspec.Struct, frozen=True):
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


def base_url_of(given: object, default: str) -> str:
    """The base URL: `given` by the user, or the `default` of the description.

    The scheme becomes lower case. Raises `ConfigurationError`.
    """
    if given is None:
        try:
            return _base_url("the server of the description", default)
        except ConfigurationError as error:
            example = "https://example.com" + _path(default)
            reason = f"{error}: " if default else ""
            raise ConfigurationError(
                f"{reason}pass `base_url`, such as `base_url={example!r}`"
            ) from None
    if not isinstance(given, str):
        kind = type(given).__name__
        raise ConfigurationError(f"`base_url` must be a string, not a `{kind}`")
    return _base_url("`base_url`", given)


@lru_cache(maxsize=256)
def _base_url(name: str, url: str) -> str:
    scheme, mark, rest = url.partition("://")
    if not mark or scheme.lower() not in _PORTS:
        raise ConfigurationError(f"{name} must begin with `http://` or `https://`")
    url = f"{scheme.lower()}://{rest}"
    origin(url)
    if variables := re.findall(_VARIABLE, rest.rpartition("@")[2]):
        shown = ", ".join(f"`{variable}`" for variable in variables)
        raise ConfigurationError(f"{name} has variables without a value: {shown}")
    return url


def expand_server(
    template: str,
    variables: Mapping[str, object],
    choices: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> str:
    """The URL of a server with values of its variables. Raises `ConfigurationError`."""
    for name, value in variables.items():
        if not isinstance(value, str):
            kind = type(value).__name__
            raise ConfigurationError(
                f"server variable `{name}` must be a string, not a `{kind}`"
            )
        if name in choices and value not in choices[name]:
            expected = ", ".join(map(repr, choices[name]))
            raise ConfigurationError(
                f"server variable `{name}` must be one of {expected}, not {value!r}"
            )
        is_in_host = f"{{{name}}}" in template.partition("://")[2].partition("/")[0]
        breaks_host = is_in_host and re.search(_NOT_IN_HOST, value)
        if breaks_host or re.search(_NOT_IN_PATH, value):
            raise ConfigurationError(
                f"server variable `{name}` has characters of another component of a "
                f"URL: {value!r}"
            )
    return re.sub(
        _VARIABLE,
        lambda match: str(variables.get(match[0][1:-1], match[0])),
        template,
    )


def _path(url: str) -> str:
    """The path of a relative URL, for an example."""
    path = url.partition("?")[0].partition("#")[0]
    return path if path.startswith("/") and not path.startswith("//") else ""


@lru_cache(maxsize=256)
def origin(url: str) -> tuple[str, str, int | None]:
    """As `url_origin`, of the URL of a server: no path can be added to a query.

    The messages quote nothing, since any part of a URL may be a password.
    """
    for mark, part in (("?", "query"), ("#", "fragment")):
        if mark in url:
            raise ConfigurationError(
                f"invalid URL: the URL of a server must not have a {part} "
                '(OpenAPI, section "Server Object")'
            )
    return url_origin(url)


def url_origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port (RFC 6454, section 4).

    Raises `ConfigurationError` for a URL that parsers understand differently.
    """
    parts, port = _parsed(url)
    if re.search(_AMBIGUOUS, url) or re.search(r"\s", parts.netloc):
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
    if not isinstance(given, Iterable):
        raise ConfigurationError(
            f"`auth_origins` must be a list of origins, not a `{type(given).__name__}`"
        )
    origins = (given,) if isinstance(given, str) else tuple(given)
    for item in origins:
        if not isinstance(item, str) or not re.match(_ABSOLUTE, item):
            raise ConfigurationError(
                f"`auth_origins` needs origins such as `https://api.test`, got {item!r}"
            )
        origin(item)
    return origins
