"""Escapes for untrusted text.

A description can contain escape sequences that control a terminal, characters that
change the reading direction (CVE-2021-42574), and commands to the service that runs a
build, which reads them from the log: `::error::` where a line begins (GitHub), `##[error]`,
`##vso[…]` and `##teamcity[…]` anywhere (GitHub, Azure Pipelines, TeamCity).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

TAB = 4
"""Width of a tab in a source line."""

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_ZERO_WIDTH = frozenset(("Mn", "Me"))


def escape(text: str) -> str:
    """Escape line breaks, control characters, invisible characters and commands."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(_escape_character(character) for character in text)
    return _COMMAND.sub(f"#{_codepoint('#')}", text) if "##" in text else text


def escape_line(text: str) -> str:
    """Escape a line of a file like `escape`, but expand tabs."""
    return escape(text.replace("\t", " " * TAB))


def escape_parts(parts: Iterable[str]) -> list[str]:
    """Escape the parts of a line like `escape_line`; a command may begin in one part and
    end in another."""
    escaped = [escape_line(part) for part in parts]
    if _COMMAND.search("".join(escaped)):
        escaped = [part.replace("#", _codepoint("#")) for part in escaped]
    return escaped


def escape_start(line: str) -> str:
    """Escape like `escape_line` a line of output that begins with untrusted text."""
    escaped = escape_line(line)
    if escaped.lstrip().startswith("::"):
        return escaped.replace(":", _codepoint(":"), 1)
    return escaped


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
    return _codepoint(character)


def _codepoint(character: str) -> str:
    return f"<U+{ord(character):04X}>"


_COMMAND = re.compile(r"##(?=\w*\[)")

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _columns(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
