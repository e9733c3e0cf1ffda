"""URLs of servers, and their variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ..source import Node

VARIABLE = re.compile(r"\{([^{}]+)\}")

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
_HOST = re.compile(r"[^\s%<>^|\\{}]+")
_HAS_HOST = ("http", "https", "ws", "wss", "ftp")


def values(variable: Node) -> list[str]:
    """The possible values of a variable; its default first, if no other is listed."""
    listed = [node.value for node in variable.elements("enum")]
    default = variable.get("default")
    if not listed and default is not None:
        listed = [default.value]
    return [value for value in listed if isinstance(value, str)]


def substituted(url: str, replacements: Mapping[str, str]) -> str:
    """The URL with its variables replaced; `x` for those without a value."""
    return VARIABLE.sub(lambda match: replacements.get(match[1], "x"), url)


def is_url(text: str) -> bool:
    """Whether a string is an absolute URL, or a path relative to the description's URL."""
    if text.startswith(("/", ".")):
        return True
    if not _SCHEME.match(text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:  # an invalid port or IPv6 address
        return False
    if parts.scheme not in _HAS_HOST:
        return True
    return port != 0 and _HOST.fullmatch(parts.hostname or "") is not None
