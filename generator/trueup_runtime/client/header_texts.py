"""Names and values of header fields and cookies."""

from __future__ import annotations

import re

from .errors import ConfigurationError


def header_text(name: str, text: str) -> str:
    """`text`, if it may stand in a header field; it might end the field otherwise."""
    if not text.isprintable():
        if re.search(_CONTROL, text):
            raise ConfigurationError(f"header `{name}` holds a control character")
        if re.search(_SURROGATE, text):
            raise ConfigurationError(f"header `{name}` holds half of a surrogate pair")
    if text != text.strip(" \t"):
        # No part of the value (RFC 9110, section 5.5): readers take it off.
        raise ConfigurationError(f"header `{name}` begins or ends with white space")
    return text


def header_name(name: str) -> str:
    """`name`, if a header field may have it (RFC 9110, section 5.1)."""
    if not re.fullmatch(_TOKEN, name):
        raise ConfigurationError(f"a header cannot be called {name!r}")
    return name


_CONTROL = r"[\x00-\x08\x0a-\x1f\x7f]"
_SURROGATE = "[\ud800-\udfff]"
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"


def cookie_text(text: str) -> str:
    """`text`, if it can be the value of a cookie (RFC 6265, section 4.1.1)."""
    if re.search(r'[\x00-\x20\x7f";,\\]', text):
        raise ConfigurationError(
            'a cookie cannot hold white space, controls or `",;\\`'
        )
    return text


def cookie_name(text: str) -> str:
    """`text`, if it can be the name of a cookie."""
    if "=" in text:
        raise ConfigurationError(f"a cookie cannot be called {text!r}")
    return cookie_text(text)
