"""Edits of a text, and positions in its lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

_BREAK = re.compile(r"\r\n?|\n")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")


class Edit(Struct, frozen=True, order=True):
    """The replacement of a range of a text."""

    start: int
    end: int
    text: str = ""


def overlap(first: Edit, second: Edit) -> bool:
    """Whether two edits concern the same characters, or start at the same position."""
    return first.start == second.start or (
        first.start < second.end and second.start < first.end
    )


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits that do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits):
        parts += text[at : edit.start], edit.text
        at = edit.end
    return "".join((*parts, text[at:]))


class TextLines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        match = _BREAK.search(text)
        self.line_break = match[0] if match else "\n"
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def start(self, offset: int) -> int:
        """The start of the line of an offset."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def end(self, offset: int) -> int:
        """The end of the line of an offset, without its line break."""
        match = _BREAK.search(self.text, offset)
        return match.start() if match else len(self.text)

    def next(self, offset: int) -> int:
        """The start of the next line."""
        match = _BREAK.search(self.text, offset)
        return match.end() if match else len(self.text)

    def indent(self, offset: int) -> str | None:
        """The white space before an offset, if nothing else is before it in its line."""
        before = self.text[self.start(offset) : offset]
        return None if before.strip(" \t") else before

    def column(self, offset: int) -> int:
        return offset - self.start(offset)

    def comment(self, offset: int) -> str | None:
        """The comment that is all that follows in a line, empty without one; None if
        something else follows."""
        rest = self.text[offset : self.end(offset)]
        if not rest.strip():
            return ""
        return rest.strip() if _COMMENT.fullmatch(rest) else None


def has_comment(text: str) -> bool:
    """Whether a text between two nodes may contain a comment."""
    return "#" in text
