"""A loaded document: its value, and the source extents of all values in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import Report, Severity, Span
from ..json_values import Json
from ..pointers import escape

Pointer: TypeAlias = tuple[str, ...]
"""A JSON pointer (RFC 6901) as unescaped reference tokens; indices are decimal strings."""

Part: TypeAlias = Literal["key", "value"]

Extent: TypeAlias = tuple[int, int]
"""Start and end in a text, as offsets in characters."""


class Extents(Protocol):
    """Source extents by JSON pointer."""

    def key(self, pointer: Pointer) -> Extent | None:
        """The extent of a key; None for the root, an item of an array, or a missing value."""
        ...

    def value(self, pointer: Pointer) -> Extent | None:
        """The extent of a value; None for a missing value."""
        ...


class Lines:
    """The lines of a text; line breaks are those of JSON and YAML 1.2: LF, CR LF, CR."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", self.text))]
        lengths = (len(line) + 1 for line in self.text.split("\n")[:-1])
        return list(accumulate(lengths, initial=0))

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and a column."""
        return self._starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """A line without its line break; empty beyond the last line."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        return self.text[start : self.end(number)].rstrip("\r\n")

    def end(self, number: int) -> int:
        """The end of a line, including its line break."""
        last = number == len(self._starts)
        return len(self.text) if last else self._starts[number]


class Origin(Struct, frozen=True, eq=False):
    """The sources of a rewritten document. A value without an entry in `moved`, for itself
    or an ancestor, is at the same pointer in `document`.

    The pointer of a span is that in `document`, or, if `is_overlaid`, that in the rewritten
    document.
    """

    document: Document
    moved: Mapping[Pointer, tuple[Document, Pointer]]
    is_overlaid: bool = False

    def find(self, pointer: Pointer) -> tuple[Document, Pointer]:
        """The original document and pointer of a value."""
        for length in range(len(pointer), -1, -1) if self.moved else ():
            before = self.moved.get(pointer[:length])
            if before is not None:
                return before[0], (*before[1], *pointer[length:])
        return self.document, pointer


class Document(Struct, frozen=True, eq=False):
    """A loaded file.

    `path` is absolute; `display` is the path in diagnostics; `location`, a path or a URL,
    is the base of relative references. Documents are compared by identity.
    """

    path: Path
    display: str
    value: Json
    text: str
    extents: Extents
    lines: Lines
    location: str = ""
    origin: Origin | None = None
    sources: tuple[Document, ...] = ()
    """The description and the overlays of a document with overlays, as they are written."""

    def __repr__(self) -> str:
        return f"Document({self.display!r})"

    def with_value(
        self, value: Json, moved: Mapping[Pointer, tuple[Document, Pointer]]
    ) -> Document:
        """This document with another value, which keeps its source locations."""
        return replace(self, value=value, origin=Origin(self, moved))

    def with_overlays(
        self,
        value: Json,
        moved: Mapping[Pointer, tuple[Document, Pointer]],
        overlays: tuple[Document, ...],
    ) -> Document:
        """This document after overlays, whose values keep their source locations."""
        origin = Origin(self, moved, is_overlaid=True)
        return replace(self, value=value, origin=origin, sources=(self, *overlays))

    @property
    def files(self) -> tuple[Document, ...]:
        """The files in which the values of this document are written."""
        return self.sources or (self,)

    def span(self, pointer: Pointer, part: Part = "value") -> Span:
        """The span of a value or a key.

        For an object or an array with a key, it is the span of the key; for a missing
        value, that of the nearest ancestor.
        """
        if self.origin is not None:
            before, old = self.origin.find(pointer)
            span = before.span(old, part)
            if self.origin.is_overlaid:
                return replace(span, pointer=pointer_text(pointer))
            return span
        extent: Extent | None = None
        if part == "value":
            extent = self.extents.value(pointer)
            if extent is not None and pointer and self._is_container(pointer):
                extent = self.extents.key(pointer) or extent
        else:
            extent = self.extents.key(pointer)
        nearest = pointer
        while extent is None and nearest:
            extent = self.extents.key(nearest) or self.extents.value(nearest)
            if extent is None:
                nearest = nearest[:-1]
        nearest_extent = extent or self._first()
        return span_of(self.lines, self.display, nearest_extent, pointer_text(pointer))

    def _is_container(self, pointer: Pointer) -> bool:
        value: Json = self.value
        for name in pointer:
            if isinstance(value, dict):
                value = value[name]
            elif isinstance(value, list):
                value = value[int(name)]
        return isinstance(value, (dict, list))

    def _first(self) -> Extent:
        start = len(self.text) - len(self.text.lstrip())
        return (start, start) if start == len(self.text) else (start, start + 1)


def span_of(lines: Lines, display: str, extent: Extent, pointer: str = "") -> Span:
    """The first line of an extent, as a `Span`.

    It has at least one column, since a length of 0 stands for the whole file.
    """
    start, end = extent
    line, column = lines.at(start)
    stop = min(end, lines.end(line))
    if stop < end or lines.text[stop - 1 : stop].isspace():
        stop = start + len(lines.line(line)[column - 1 :].rstrip())
    return Span(display, line, column, max(min(end, stop) - start, 1), pointer)


def pointer_text(pointer: Pointer) -> str:
    """Serialize a pointer by RFC 6901."""
    return "".join("/" + escape(name) for name in pointer)


class _TextLocation(Struct, frozen=True):
    """An extent, converted to a `Span` when a diagnostic is recorded."""

    lines: Lines
    display: str
    extent: Extent

    def span(self) -> Span:
        return span_of(self.lines, self.display, self.extent)


class Reader(Struct, frozen=True):
    """Input of both parsers: the text, and the report."""

    display: str
    text: str
    lines: Lines
    report: Report

    def error(
        self,
        code: str,
        message: str,
        extent: Extent,
        *,
        help: str | None = None,
        first: tuple[str, Extent] | None = None,
    ) -> None:
        """Report an error at `extent`, with an optional related extent."""
        self._add(Severity.ERROR, code, message, extent, help, first)

    def warning(
        self, code: str, message: str, extent: Extent, *, help: str | None = None
    ) -> None:
        """Report a mistake with an unambiguous meaning."""
        self._add(Severity.WARNING, code, message, extent, help, None)

    def duplicate(self, key: str, extent: Extent, before: Extent) -> None:
        """Report a duplicate key."""
        message = f"duplicate key `{key}`; the last value is used"
        hint = "remove one of them"
        first = "the first key", before
        self._add(Severity.WARNING, "duplicate-key", message, extent, hint, first)

    def _location(self, extent: Extent) -> _TextLocation:
        return _TextLocation(self.lines, self.display, extent)

    def _add(
        self,
        severity: Severity,
        code: str,
        message: str,
        extent: Extent,
        help: str | None,
        first: tuple[str, Extent] | None,
    ) -> None:
        related = []
        if first is not None:
            related.append((first[0], self._location(first[1])))
        location = self._location(extent)
        self.report.add(code, severity, message, location, help=help, related=related)
