"""Deletion of entries and items. Comments outside of what is deleted stay."""

from __future__ import annotations

from .dashes import dash_of
from .edits import Edit, TextLines, has_comment
from .syntax import SyntaxNode


def delete_entry(lines: TextLines, owner: SyntaxNode, index: int) -> list[Edit] | None:
    """Delete an entry of a mapping or an item of a sequence."""
    entry = owner.entries[index]
    if owner.style == "flow":
        return _delete_in_flow(lines.text, owner, index)
    if len(owner.entries) == 1:
        return None  # the block would be null
    start = entry.start
    if entry.key is None:
        dash = dash_of(lines, owner, index)
        if dash is None or lines.text[dash + 1 : entry.start].strip(" \t"):
            return None
        start = dash
    indent = lines.indent(start)
    if indent is None:
        return _delete_first(lines, owner, index)
    comment = lines.comment(entry.end)
    if comment is None:
        return None
    first, end = lines.start(start), lines.next(entry.end)
    if comment:
        return [Edit(first, lines.end(entry.end), indent + comment)]
    return [Edit(first, end)]


def _delete_first(lines: TextLines, owner: SyntaxNode, index: int) -> list[Edit] | None:
    """Delete an entry that stands behind the `-` of a sequence: the next one moves there."""
    if index + 1 == len(owner.entries):
        return None
    entry, following = owner.entries[index], owner.entries[index + 1]
    if entry.key is None or has_comment(lines.text[entry.end : following.start]):
        return None
    return [Edit(entry.start, following.start)]


def _delete_in_flow(text: str, owner: SyntaxNode, index: int) -> list[Edit]:
    """Delete an entry and one comma; a comment between entries stays."""
    entries = owner.entries
    entry = entries[index]
    if index + 1 < len(entries):
        following = entries[index + 1].start
        gap = text[entry.end : following]
        if has_comment(gap):
            return [Edit(entry.start, entry.end + gap.index(",") + 1)]
        return [Edit(entry.start, following)]
    if index == 0:
        return [Edit(entry.start, entry.end)]
    before = entries[index - 1].end
    gap = text[before : entry.start]
    if has_comment(gap):
        trailing = text[entry.end :].lstrip(" \t")
        if trailing.startswith(","):
            return [Edit(entry.start, len(text) - len(trailing) + 1)]
        comma = before + gap.index(",")
        return [Edit(comma, comma + 1), Edit(entry.start, entry.end)]
    return [Edit(before, entry.end)]
