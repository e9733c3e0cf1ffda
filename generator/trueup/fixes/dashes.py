"""Positions of the dashes of a block sequence, which are not part of its items."""

from __future__ import annotations

import re

from .edits import TextLines
from .syntax import SyntaxNode

_FIRST = re.compile(r"[ ]*+-(?=[ \t\r\n])")


def dash_of(lines: TextLines, sequence: SyntaxNode, index: int) -> int | None:
    """The position of the dash of an item; None if it is not at the start of a line, apart
    from the first one."""
    text, entries = lines.text, sequence.entries
    if index == 0:
        if text[sequence.start] == "-":
            return sequence.start
        at = lines.next(sequence.start)  # behind an anchor or a tag
        while at <= entries[0].start < len(text):
            match = _FIRST.match(text, at)
            if match is not None:
                return match.end() - 1
            at = lines.next(at)
        return None
    first = dash_of(lines, sequence, 0)
    if first is None:
        return None
    column = lines.column(first)
    at = lines.next(entries[index - 1].end)
    while at < entries[index].start:
        position = at + column
        if text[position : position + 1] == "-" and not text[at:position].strip(" "):
            return position
        at = lines.next(at)
    return None
