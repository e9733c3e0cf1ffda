"""Escapes for untrusted text.

A description can contain escape sequences that control a terminal, and characters that
change the reading direction (CVE-2021-42574).
"""

from __future__ import annotations

import unicodedata

TAB = 4
"""Width of a tab in a source line."""

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_ZERO_WIDTH = frozenset(("Mn", "Me"))


def escape(text: str) -> str:
    """Escape line breaks, control characters and invisible characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape_character(character) for character in text)


def escape_line(text: str) -> str:
    """Escape a line of a file like `escape`, but expand tabs."""
    return escape(text.replace("\t", " " * TAB))


def width(text: str) -> int:
    """The number of terminal columns of escaped text."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _escape_character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if unicodedata.category(character) not in _HIDDEN:
        return character
    return f"<U+{ord(character):04X}>"


_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _columns(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
