"""Insertion of entries and items, in the style of those that are there."""

from __future__ import annotations

import re

from .dashes import dash_of
from .edits import Edit, TextLines, has_comment
from .syntax import SyntaxEntry, SyntaxNode

_COLON = re.compile(r"[ \t]*:[ \t]*")


def insert_after(
    lines: TextLines, owner: SyntaxNode, after: str, key: str, value: str
) -> list[Edit] | None:
    """Insert an entry behind that of the key `after`."""
    names = [entry.name for entry in owner.entries]
    if after not in names:
        return None
    index = names.index(after)
    entry = owner.entries[index]
    assert entry.key is not None
    text = _key(lines.text, entry, key) + value
    if owner.style == "flow":
        return _insert_in_flow(lines, owner, index, text)
    if lines.comment(entry.end) is None:
        return None
    indent = " " * lines.column(owner.entries[0].start)
    end = lines.end(entry.end)
    return [Edit(end, end, f"{lines.line_break}{indent}{text}")]


def append_item(lines: TextLines, owner: SyntaxNode, text: str) -> list[Edit] | None:
    """Append a string to an array that is not empty, in the quotes of the last item."""
    if not owner.entries:
        return None
    last = owner.entries[-1].value
    quote = '"' if last.style == "double" else "'"
    item = f"{quote}{text}{quote}"
    if owner.style == "flow":
        return [Edit(last.end, last.end, f", {item}")]
    if lines.comment(last.end) is None:
        return None
    dash = dash_of(lines, owner, 0)
    if dash is None or (indent := lines.indent(dash)) is None:
        return None
    end = lines.end(last.end)
    return [Edit(end, end, f"{lines.line_break}{indent}- {item}")]


def _insert_in_flow(
    lines: TextLines, owner: SyntaxNode, index: int, text: str
) -> list[Edit]:
    """Insert an entry behind that at `index`; before it if a comment would be cut off."""
    entries, source = owner.entries, lines.text
    entry = entries[index]
    if index + 1 < len(entries):
        following = entries[index + 1]
        gap = _gap(lines, source[entry.end : following.start], following)
        return [Edit(following.start, following.start, f"{text},{gap}")]
    before = source[entries[index - 1].end : entry.start] if index else ""
    gap = _gap(lines, before, entry) if index else " "
    if has_comment(source[entry.end : owner.end]):
        return [Edit(entry.start, entry.start, f"{text},{gap}")]
    return [Edit(entry.end, entry.end, f",{gap}{text}")]


def _gap(lines: TextLines, between: str, following: SyntaxEntry) -> str:
    """The white space behind a comma, as between two entries."""
    if not has_comment(between):
        return between.partition(",")[2]
    indent = lines.indent(following.start)
    return " " if indent is None else lines.line_break + indent


def _key(source: str, neighbor: SyntaxEntry, key: str) -> str:
    """The key and the colon, in the style of a neighbor."""
    assert neighbor.key is not None
    between = source[neighbor.key.end : neighbor.value.start]
    colon = between if _COLON.fullmatch(between) else ": "
    quote = {"double": '"', "single": "'"}.get(neighbor.key.style, "")
    if not quote and colon.strip() == colon:
        colon = ": "  # a plain key needs a space
    return f"{quote}{key}{quote}{colon}"
