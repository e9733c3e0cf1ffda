"""The paths of servers: what stands before every path of the description."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from ... import ir

_MOST = 32


def base_paths(servers: Sequence[ir.Server]) -> tuple[str, ...]:
    """Each server's path without a slash at its end; "" where there is none.

    Variables take their default and every other documented value (at most 32
    combinations a server).
    """
    found = [path for server in servers for path in _paths(server)]
    return tuple(dict.fromkeys(found)) or ("",)


def _paths(server: ir.Server) -> Iterator[str]:
    choices = [
        tuple(dict.fromkeys((variable.default, *variable.choices)))
        for variable in server.variables
    ]
    for values in itertools.islice(itertools.product(*choices), _MOST):
        url = server.url
        for variable, value in zip(server.variables, values, strict=True):
            url = url.replace("{" + variable.name + "}", value)
        yield _path(url)


def _path(url: str) -> str:
    try:
        path = urlsplit(url).path
    except ValueError:  # not a URL; the validator says so
        return ""
    path = path.rstrip("/")
    return path if not path or path.startswith("/") else f"/{path}"
