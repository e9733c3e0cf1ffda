"""Load, the result: values, and where each one is written. Knows no syntax."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import Report, Severity, Span

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""What a description is made of once it is read."""

Pointer: TypeAlias = tuple[str, ...]
"""An RFC 6901 pointer, split and unescaped; an array's index is its digits."""

Part: TypeAlias = Literal["key", "value"]

Extent: TypeAlias = tuple[int, int]
"""Start and end of a piece of text, as offsets in characters."""


class Places(Protocol):
    """Finds what a pointer names in the text of a document."""

    def key(self, pointer: Pointer) -> Extent | None:
        """The key of a member; None for an element, the root, or nothing."""
        ...

    def value(self, pointer: Pointer) -> Extent | None:
        """The value, if it stands in the text."""
        ...


class Lines:
    """A text by lines. Breaks are those of JSON and YAML 1.2: LF, CR LF, CR."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(r"\r\n?|\n", self.text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """One line without its break; empty when there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        return self.text[start : self.end(number)].rstrip("\r\n")

    def end(self, number: int) -> int:
        """Where a line ends, its break included."""
        last = number == len(self._starts)
        return len(self.text) if last else self._starts[number]


class Origin(Struct, frozen=True, eq=False):
    """Where the parts of a rewritten document come from. What `moved` does not name,
    by itself or by an ancestor, stands at its old pointer in `document`."""

    document: Document
    moved: Mapping[Pointer, tuple[Document, Pointer]]

    def find(self, pointer: Pointer) -> tuple[Document, Pointer]:
        """The document and the pointer before the rewriting."""
        for length in range(len(pointer), -1, -1) if self.moved else ():
            before = self.moved.get(pointer[:length])
            if before is not None:
                return before[0], (*before[1], *pointer[length:])
        return self.document, pointer


class Document(Struct, frozen=True, eq=False):
    """One file that was read.

    `path` is absolute. `display` is the path as people are shown it. `location` is
    what relative references are resolved against: the path again, or a URL.
    Identity is equality.
    """

    path: Path
    display: str
    value: Json
    text: str
    places: Places
    lines: Lines
    location: str = ""
    origin: Origin | None = None

    def __repr__(self) -> str:
        return f"Document({self.display!r})"  # and not all of its text

    def rewritten(
        self, value: Json, moved: Mapping[Pointer, tuple[Document, Pointer]]
    ) -> Document:
        """This document with another value, whose places lead back to the text."""
        return replace(self, value=value, origin=Origin(self, moved))

    def span(self, pointer: Pointer, part: Part = "value") -> Span:
        """The smallest place for a value or for a member's key.

        An object or an array that is a member is shown by its key. When nothing
        stands at `pointer`, it is the key of the nearest ancestor that exists.
        """
        if self.origin is not None:
            before, pointer = self.origin.find(pointer)
            return before.span(pointer, part)
        extent: Extent | None = None
        if part == "value":
            extent = self.places.value(pointer)
            if extent is not None and pointer and self._is_container(pointer):
                extent = self.places.key(pointer) or extent
        else:
            extent = self.places.key(pointer)
        shown = pointer
        while extent is None and shown:
            extent = self.places.key(shown) or self.places.value(shown)
            if extent is None:
                shown = shown[:-1]
        return self.extent_span(extent or self._first(), pointer_text(pointer))

    def extent_span(self, extent: Extent, pointer: str = "") -> Span:
        """The part of `extent` on its first line."""
        return span_of(self.lines, self.display, extent, pointer)

    def line(self, number: int) -> str:
        """One line of the text, counted from 1, without its break."""
        return self.lines.line(number)

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
    """The part of `extent` that stands on its first line, as a `Span`.

    At least one column, so that an end of file or of line can be shown: a span without
    length means the whole file.
    """
    start, end = extent
    line, column = lines.at(start)
    stop = min(end, lines.end(line))
    if stop < end or lines.text[stop - 1 : stop].isspace():
        stop = start + len(lines.line(line)[column - 1 :].rstrip())
    return Span(display, line, column, max(min(end, stop) - start, 1), pointer)


def pointer_text(pointer: Pointer) -> str:
    """The pointer as RFC 6901 writes it."""
    return "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in pointer)


class _Place(Struct, frozen=True):
    """An extent, which is turned into a `Span` when a diagnostic is kept."""

    lines: Lines
    display: str
    extent: Extent

    def span(self) -> Span:
        return span_of(self.lines, self.display, self.extent)


class Reader(Struct, frozen=True):
    """What both syntaxes need while they read: the text, and where findings go."""

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
        """Records an error at `extent`, perhaps with a second place."""
        self._add(Severity.ERROR, code, message, extent, help, first)

    def warning(
        self, code: str, message: str, extent: Extent, *, help: str | None = None
    ) -> None:
        """Records what is wrong and has a reading that all readers share."""
        self._add(Severity.WARNING, code, message, extent, help, None)

    def duplicate(self, key: str, again: Extent, before: Extent) -> None:
        """Records that an object has two members of one name."""
        message = f"`{key}` is a key of this object already"
        hint = "the last one counts; remove one of them"
        first = "the first one", before
        self._add(Severity.WARNING, "duplicate-key", message, again, hint, first)

    def _place(self, extent: Extent) -> _Place:
        return _Place(self.lines, self.display, extent)

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
            related.append((first[0], self._place(first[1])))
        place = self._place(extent)
        self.report.add(code, severity, message, place, help=help, related=related)
