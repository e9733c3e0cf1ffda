"""Findings and where they point. Knows no stage; every stage adds to a `Report`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Protocol

from msgspec import Struct


class Severity(Enum):
    """How bad a finding is: an error fails the run, a warning fails a strict one."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Span(Struct, frozen=True):
    """A piece of one line of a file. Lines and columns count from 1, in characters.

    `pointer` is the RFC 6901 pointer of the place in that file.
    """

    path: str
    line: int
    column: int
    length: int
    pointer: str = ""


class Place(Protocol):
    """Something that can say where it stands.

    Positions of large documents are costly, so nodes carry a `Place`, and it is
    turned into a `Span` when a diagnostic needs one.
    """

    def span(self) -> Span: ...


class At(Struct, frozen=True):
    """A `Place` whose span is known already."""

    known: Span

    def span(self) -> Span:
        return self.known


class Diagnostic(Struct, frozen=True):
    """One finding: what is wrong (`message`) and what to do about it (`help`)."""

    code: str
    severity: Severity
    message: str
    span: Span | None
    help: str | None = None
    related: tuple[tuple[str, Span], ...] = ()


NO_FILE = "absent"
"""Stands for the digest of a file that does not exist, as it does in `repeat`."""


class Report:
    """Collects the findings of one run. The only mutable value between stages."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}
        self.read: dict[str, str] = {}
        """Every file that the run has read, by path or URL: the SHA-256 of its content;
        `NO_FILE` of one that it looked for in vain."""

    def add(
        self,
        code: str,
        severity: Severity,
        message: str,
        place: Place | None,
        *,
        help: str | None = None,
        related: Sequence[tuple[str, Place]] = (),
    ) -> None:
        """Records a finding; the same finding at the same place counts once."""
        diagnostic = Diagnostic(
            code,
            severity,
            message,
            place.span() if place is not None else None,
            help,
            tuple((text, where.span()) for text, where in related),
        )
        self._found[diagnostic] = None

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Records findings of another report."""
        self._found.update(dict.fromkeys(found))

    def error(
        self, code: str, message: str, place: Place | None, *, help: str | None = None
    ) -> None:
        self.add(code, Severity.ERROR, message, place, help=help)

    def warning(
        self, code: str, message: str, place: Place | None, *, help: str | None = None
    ) -> None:
        self.add(code, Severity.WARNING, message, place, help=help)

    def note(
        self, code: str, message: str, place: Place | None, *, help: str | None = None
    ) -> None:
        self.add(code, Severity.NOTE, message, place, help=help)

    @property
    def has_errors(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self._found)

    @property
    def has_warnings(self) -> bool:
        return any(found.severity is Severity.WARNING for found in self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """In order of place: file, line, column, then severity and code."""
        return iter(sorted(self._found, key=_order))

    def __len__(self) -> int:
        return len(self._found)


def unplaced(found: Iterable[Diagnostic]) -> tuple[tuple[str, str, str, str], ...]:
    """What findings say, in any order and without their places, which an edit moves."""
    return tuple(
        sorted(
            (one.code, one.severity.value, one.message, one.help or "") for one in found
        )
    )


def _order(found: Diagnostic) -> tuple[str, int, int, int, str, str]:
    span = found.span
    path, line, column = (
        ("", 0, 0) if span is None else (span.path, span.line, span.column)
    )
    return path, line, column, found.severity.rank, found.code, found.message
