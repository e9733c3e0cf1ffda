"""URLs of servers, and the paths that they add before those of operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from urllib.parse import urlsplit

from .. import ir

_MAX_COMBINATIONS = 32


def default_url(server: ir.Server) -> str:
    """The server's URL with the default of each variable."""
    return _substitute(server, (variable.default for variable in server.variables))


def origin_of(url: str) -> str | None:
    """The origin of an absolute URL of HTTP; None for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:  # not a URL, which the validator reports
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def base_path(url: str) -> str:
    """The path of a URL without a trailing slash."""
    try:
        path = urlsplit(url).path.rstrip("/")
    except ValueError:  # not a URL, which the validator reports
        return ""
    return path if not path or path.startswith("/") else f"/{path}"


def base_paths(servers: Sequence[ir.Server]) -> tuple[str, ...]:
    """The distinct base paths of servers; `("",)` without servers.

    Variables take their default and every other documented value (at most 32
    combinations per server).
    """
    paths = (base_path(url) for server in servers for url in _urls(server))
    return tuple(dict.fromkeys(paths)) or ("",)


def _urls(server: ir.Server) -> Iterator[str]:
    choices = (
        dict.fromkeys((variable.default, *variable.choices))
        for variable in server.variables
    )
    for values in islice(product(*choices), _MAX_COMBINATIONS):
        yield _substitute(server, values)


def _substitute(server: ir.Server, values: Iterable[str]) -> str:
    url = server.url
    for variable, value in zip(server.variables, values, strict=True):
        url = url.replace("{" + variable.name + "}", value)
    return url
