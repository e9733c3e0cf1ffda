"""Hostile text made safe to show. Knows no format.

A description can hold escape sequences that drive a terminal, and characters that
reorder what a reader sees (CVE-2021-42574). All of them are shown as escapes.
"""

from __future__ import annotations

import unicodedata

TAB = 4
"""Columns that a tab of a source line is shown as."""

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_ZERO_WIDTH = frozenset(("Mn", "Me"))


def visible(text: str) -> str:
    """`text` on one line, with nothing in it that a reader cannot see."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def source_line(text: str) -> str:
    """A line of a file: as `visible`, with tabs as spaces."""
    return visible(text.replace("\t", " " * TAB))


def width(text: str) -> int:
    """Terminal columns of text that is already `visible`."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _shown(character: str) -> str:
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
