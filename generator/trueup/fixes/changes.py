"""Changes of one value, as edits of its text and as an operation on the parsed value.

Both are made independently: after the edits, the text is parsed again and must have
exactly the value that the operations give.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TypeAlias

from msgspec import Struct

from ..json_values import Json
from ..source import Pointer
from .dashes import dash_of
from .deletion import delete_entry
from .edits import Edit, TextLines, has_comment
from .insertion import append_item, insert_after
from .syntax import SyntaxNode, entry_at, node_at

_BLANK_LINE = re.compile(r"[ \t]*+(?:\r\n?|\n)")


class StripSlashes(Struct, frozen=True):
    """Remove the slashes at the end of a string, or of a key."""

    pointer: Pointer
    is_key: bool = False

    rank = 3

    def edits(self, lines: TextLines, root: SyntaxNode) -> list[Edit] | None:
        entry = entry_at(root, self.pointer)
        node = None if entry is None else entry.key if self.is_key else entry.value
        if node is None or node.style not in ("plain", "single", "double"):
            return None
        end = node.end - (node.style != "plain")
        start = _before_slashes(lines.text, node.start, end)
        return None if start == end else [Edit(start, end)]

    def apply(self, value: Json) -> None:
        owner, name = _owner(value, self.pointer)
        if self.is_key:
            _strip_keys(owner, {name})
        elif isinstance(owner, dict):
            text = owner[name]
            assert isinstance(text, str)
            owner[name] = text.rstrip("/")


class SetTrue(Struct, frozen=True):
    """Set a key of an object to true; a new key stands behind `after`."""

    pointer: Pointer
    after: str

    rank = 0

    def edits(self, lines: TextLines, root: SyntaxNode) -> list[Edit] | None:
        entry = entry_at(root, self.pointer)
        if entry is not None:
            if entry.value.style in ("alias", "literal") or entry.value.anchor:
                return None
            if entry.value.is_container or entry.value.start == entry.value.end:
                return None
            return [Edit(entry.value.start, entry.value.end, "true")]
        owner = node_at(root, self.pointer[:-1])
        if owner is None:
            return None
        return insert_after(lines, owner, self.after, self.pointer[-1], "true")

    def apply(self, value: Json) -> None:
        owner, name = _owner(value, self.pointer)
        if isinstance(owner, dict):
            owner[name] = True


class Remove(Struct, frozen=True):
    """Remove an entry of an object or an item of an array. With `inner_comments`, a value
    may be removed together with comments inside it."""

    pointer: Pointer
    inner_comments: bool = False

    @property
    def rank(self) -> int:
        return 1

    def edits(self, lines: TextLines, root: SyntaxNode) -> list[Edit] | None:
        owner = node_at(root, self.pointer[:-1])
        index = None if owner is None else owner.index_of(self.pointer[-1])
        if owner is None or index is None:
            return None
        entry = owner.entries[index]
        if not self.inner_comments and entry.value.is_container:
            if has_comment(lines.text[entry.start : entry.end]):
                return None
        return delete_entry(lines, owner, index)

    def apply(self, value: Json) -> None:
        owner, name = _owner(value, self.pointer)
        if isinstance(owner, dict):
            owner.pop(name, None)
        elif isinstance(owner, list):
            del owner[int(name)]


class AddNullType(Struct, frozen=True):
    """Add `null` to a `type`, a string or an array."""

    pointer: Pointer

    rank = 0

    def edits(self, lines: TextLines, root: SyntaxNode) -> list[Edit] | None:
        node = node_at(root, self.pointer)
        if node is None or node.style in ("alias", "literal"):
            return None
        if node.is_container:
            return append_item(lines, node, "null")
        quote = '"' if node.style == "double" else "'"
        source = lines.text[node.start : node.end]
        return [Edit(node.start, node.end, f"[{source}, {quote}null{quote}]")]

    def apply(self, value: Json) -> None:
        owner, name = _owner(value, self.pointer)
        if isinstance(owner, dict):
            type_ = owner[name]
            owner[name] = (
                [*type_, "null"] if isinstance(type_, list) else [type_, "null"]
            )


class Reorder(Struct, frozen=True):
    """Reorder the items of an array: the new first item is that at the first index."""

    pointer: Pointer
    order: tuple[int, ...]

    rank = 2

    def edits(self, lines: TextLines, root: SyntaxNode) -> list[Edit] | None:
        node = node_at(root, self.pointer)
        if node is None or len(node.entries) != len(self.order):
            return None
        if node.style == "flow":
            return self._flow_edits(lines.text, node)
        if node.style == "block":
            return self._block_edits(lines, node)
        return None

    def _flow_edits(self, text: str, node: SyntaxNode) -> list[Edit] | None:
        items = [entry.value for entry in node.entries]
        bounds = [
            node.start,
            *(end for item in items for end in (item.start, item.end)),
        ]
        gaps = zip(bounds[::2], [*bounds[1::2], node.end], strict=True)
        if any(has_comment(text[start:end]) for start, end in gaps):
            return None  # it is not known to which item a comment belongs
        return [
            Edit(item.start, item.end, text[items[index].start : items[index].end])
            for item, index in zip(items, self.order, strict=True)
        ]

    def _block_edits(self, lines: TextLines, node: SyntaxNode) -> list[Edit] | None:
        """An item moves together with the comments above it and in its lines; blank lines
        between items stay."""
        text = lines.text
        dash = dash_of(lines, node, 0)
        if dash is None or lines.indent(dash) is None:
            return None
        start = _comments_above(lines, dash)
        ends = [lines.next(entry.end) for entry in node.entries]
        if any(lines.comment(entry.end) is None for entry in node.entries):
            return None
        ranges = zip([start, *ends[:-1]], ends, strict=True)
        chunks = [_split_blank_lines(text[first:last]) for first, last in ranges]
        items = [item for _, item in chunks]
        if not items[-1].endswith(("\n", "\r")):
            items[-1] += lines.line_break
        moved = "".join(
            blank + items[index]
            for (blank, _), index in zip(chunks, self.order, strict=True)
        )
        return [Edit(start, ends[-1], moved)]

    def apply(self, value: Json) -> None:
        owner, name = _owner(value, self.pointer)
        items = owner[name] if isinstance(owner, dict) else None
        if isinstance(items, list):
            items[:] = [items[index] for index in self.order]


Change: TypeAlias = StripSlashes | SetTrue | Remove | AddNullType | Reorder


def application_order(change: Change) -> tuple[int, list[tuple[int, str]]]:
    """Orders changes such that none moves the pointer of a later one: removals from the
    end of arrays, renamed keys last."""
    name = change.pointer[-1] if change.pointer else ""
    index = -int(name) if name.isdecimal() and len(name) < 10 else 0
    return change.rank, [(index, name)]


def apply_changes(changes: Iterable[Change], value: Json) -> None:
    """Make all changes of a value. The keys of one object are renamed at once, since each
    renaming writes the whole object."""
    renamed: dict[Pointer, set[str]] = {}
    for change in sorted(changes, key=application_order):
        if isinstance(change, StripSlashes) and change.is_key:
            renamed.setdefault(change.pointer[:-1], set()).add(change.pointer[-1])
        else:
            change.apply(value)
    for parent, names in renamed.items():
        owner, _ = _owner(value, (*parent, ""))
        _strip_keys(owner, names)


def _strip_keys(owner: Json, names: Collection[str]) -> None:
    if isinstance(owner, dict):
        entries = [
            (key.rstrip("/") if key in names else key, v) for key, v in owner.items()
        ]
        owner.clear()
        owner.update(entries)


def _owner(value: Json, pointer: Pointer) -> tuple[Json, str]:
    """The container of the value at a pointer, and the last name."""
    for name in pointer[:-1]:
        if isinstance(value, dict):
            value = value[name]
        elif isinstance(value, list):
            value = value[int(name)]
    return value, pointer[-1]


def _before_slashes(text: str, start: int, end: int) -> int:
    """The end of a string without the slashes at its end, which may be escaped."""
    while end > start and text[end - 1] == "/":
        end -= 1
        if end > start and text[end - 1] == "\\":
            end -= 1
    return end


def _split_blank_lines(text: str) -> tuple[str, str]:
    """The blank lines at the start of a text, and the rest."""
    end = 0
    while (match := _BLANK_LINE.match(text, end)) is not None:
        end = match.end()
    return text[:end], text[end:]


def _comments_above(lines: TextLines, offset: int) -> int:
    """The start of the comment lines directly above a line, with the same indentation; of
    the line itself without any."""
    start = lines.start(offset)
    column = lines.column(offset)
    while start > 0:
        before = lines.start(start - 1 - (lines.text[start - 2 : start] == "\r\n"))
        line = lines.text[before:start]
        stripped = line.lstrip(" ")
        if not stripped.startswith("#") or len(line) - len(stripped) != column:
            break
        start = before
    return start
