"""Path templates of a description, filled with encoded values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from .errors import ConfigurationError


def expand(template: str, values: Mapping[str, str]) -> str:
    """The path with its places filled, and with what no path holds percent-encoded.

    A segment of one or two dots is refused: clients, proxies and servers resolve it
    away (RFC 3986, section 5.2.4), encoded or not, and another resource is named.
    """
    filled = "".join(
        values.get(piece, f"%7B{piece}%7D") if index % 2 else _literal(piece)
        for index, piece in enumerate(re.split(r"\{([^{}]*)\}", template))
    )
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


def _literal(text: str) -> str:
    """A template's own text (RFC 3986, section 3.3); what is encoded in it stays."""
    return text if _PLAIN.fullmatch(text) else quote(_BARE.sub("%25", text), safe=_KEPT)


_KEPT = "/%!$&'()*+,;=:@-._~"
_PLAIN = re.compile("[-/A-Za-z0-9._~]*")
_BARE = re.compile("%(?![0-9A-Fa-f]{2})")
