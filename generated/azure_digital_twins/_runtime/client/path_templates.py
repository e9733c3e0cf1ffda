"""Path templates of a description, filled with encoded values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

from .errors import ConfigurationError


def expand(template: str, values: Mapping[str, str]) -> str:
    """The path with its places filled, and with what no path holds percent-encoded.

    A segment of one or two dots is refused: clients, proxies and servers resolve it
    away (RFC 3986, section 5.2.4), encoded or not, and another resource is named.
    """
    pieces = [*_divided(template)]
    for index in range(1, len(pieces), 2):
        pieces[index] = values.get(pieces[index], f"%7B{pieces[index]}%7D")
    filled = "".join(pieces)
    if "." in filled or "%2" in filled:
        for segment in filled.split("/"):
            if len(segment) <= _LONGEST_DOTS and unquote(unquote(segment)) in _DOTS:
                raise ConfigurationError(
                    f"a segment of the path {template} is {segment!r}, "
                    "and would name another resource"
                )
    return filled


_DOTS = (".", "..")
_LONGEST_DOTS = len("%252e%252e")


@lru_cache(maxsize=4096)
def _divided(template: str) -> tuple[str, ...]:
    """The encoded text of a template and, at odd indices, the names of its places."""
    pieces = re.split(r"\{([^{}]*)\}", template)
    pieces[::2] = map(_literal, pieces[::2])
    return tuple(pieces)


def _literal(text: str) -> str:
    """A template's own text (RFC 3986, section 3.3); what is encoded in it stays."""
    return (
        text
        if re.fullmatch(_PLAIN, text)
        else quote(re.sub(_BARE, "%25", text), safe=_KEPT)
    )


_KEPT = "/%!$&'()*+,;=:@-._~"
_PLAIN = "[-/A-Za-z0-9._~]*"
_BARE = "%(?![0-9A-Fa-f]{2})"
