"""Diagnostics, their severities and their source locations."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from msgspec import Struct


class Severity(Enum):
    """An error fails the run, a warning fails it with `--strict`, a note never does."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Span(Struct, frozen=True):
    """A range within one line of a file. Lines and columns count from 1, in characters.

    `pointer` is the JSON pointer (RFC 6901) of the value in that file.
    """

    path: str
    line: int
    column: int
    length: int
    pointer: str = ""


class Locatable(Protocol):
    """A value with a source location.

    Computing lines and columns in a large document is expensive, so nodes carry a
    `Locatable`, whose `Span` is computed when a diagnostic needs it.
    """

    def span(self) -> Span: ...


class KnownLocation(Struct, frozen=True):
    """A `Locatable` whose span is already computed."""

    known: Span

    def span(self) -> Span:
        return self.known


class Diagnostic(Struct, frozen=True):
    """A problem (`message`), and what to do about it (`help`)."""

    code: str
    severity: Severity
    message: str
    span: Span | None
    help: str | None = None
    related: tuple[tuple[str, Span], ...] = ()
    count: int = 1
    """The number of problems that it represents; more than 1 only for a remainder."""
    is_remainder: bool = False
    """Whether it represents all diagnostics beyond the limit of a `Report`."""
    prevents_generation: bool = False
    """Whether it is an error that no configuration lowers or suppresses."""
