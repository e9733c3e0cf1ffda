"""Findings and where they point. Knows no stage; every stage adds to a `Report`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Protocol, TypeAlias, TypeVar

from msgspec import Struct

T = TypeVar("T")


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
    count: int = 1
    """The number of problems that it stands for: more than one where a `Report` reached
    its limit."""
    is_remainder: bool = False
    """Whether it stands for those beyond the limit."""


Help: TypeAlias = "str | Callable[[], str | None] | None"
"""A text, or what works it out once it is known that the diagnostic is kept."""

_LONGEST = 1_000
MOST_PER_CODE = 100
"""Diagnostics of one code and severity that a `Report` keeps; the rest is counted."""

_Group: TypeAlias = tuple[str, Severity]


class Report:
    """Collects the diagnostics of one run. The only mutable value between stages.

    The first `MOST_PER_CODE` of each code and severity are kept. Of the others only a
    hash remains, by which each is counted once, so that output does not grow with what
    a description gets wrong.
    """

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}
        self._kept: dict[_Group, int] = {}
        self._omitted: dict[_Group, int] = {}
        self._marks: dict[_Group, set[int]] = {}
        self.read: dict[str, str] = {}
        """Digests of every file that was read, by absolute path or URL; `digests.ABSENT`
        for a file that does not exist."""

    def add(
        self,
        code: str,
        severity: Severity,
        message: str,
        place: Place | None,
        *,
        help: Help = None,
        related: Sequence[tuple[str, Place]] = (),
    ) -> None:
        """Records a diagnostic; the same one at the same place counts once."""
        group = code, severity
        # The document, since places in two of them may have one hash.
        mark = hash((message, place, id(getattr(place, "document", None))))
        if self._kept.get(group, 0) >= MOST_PER_CODE:
            self._omit(group, mark)
            return
        diagnostic = Diagnostic(
            code,
            severity,
            _shortened(message),
            place.span() if place is not None else None,
            help() if callable(help) else help,
            tuple((text, where.span()) for text, where in related),
        )
        self._keep(diagnostic, group)
        self._marks.setdefault(group, set()).add(mark)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Records the diagnostics of another report."""
        for diagnostic in found:
            group = diagnostic.code, diagnostic.severity
            if diagnostic.is_remainder:
                count = self._omitted.get(group, 0) + diagnostic.count
                self._omitted[group] = count
            elif diagnostic in self._found:
                continue
            elif self._kept.get(group, 0) >= MOST_PER_CODE:
                self._omit(group, hash(diagnostic))
            else:
                self._keep(diagnostic, group)

    def _keep(self, diagnostic: Diagnostic, group: _Group) -> None:
        if diagnostic not in self._found:
            self._found[diagnostic] = None
            self._kept[group] = self._kept.get(group, 0) + 1

    def _omit(self, group: _Group, mark: int) -> None:
        marks = self._marks.setdefault(group, set())
        if mark not in marks:
            marks.add(mark)
            self._omitted[group] = self._omitted.get(group, 0) + 1

    def _remainders(self) -> Iterator[Diagnostic]:
        for (code, severity), count in self._omitted.items():
            message = f"{count:,} more `{code}` are not shown"
            yield Diagnostic(
                code, severity, message, None, count=count, is_remainder=True
            )

    def error(
        self, code: str, message: str, place: Place | None, *, help: Help = None
    ) -> None:
        self.add(code, Severity.ERROR, message, place, help=help)

    def warning(
        self, code: str, message: str, place: Place | None, *, help: Help = None
    ) -> None:
        self.add(code, Severity.WARNING, message, place, help=help)

    def note(
        self, code: str, message: str, place: Place | None, *, help: Help = None
    ) -> None:
        self.add(code, Severity.NOTE, message, place, help=help)

    @property
    def has_errors(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self._found)

    @property
    def has_warnings(self) -> bool:
        return any(found.severity is Severity.WARNING for found in self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """In order of place: file, line, column, then severity and code. What stands
        for those that were not kept comes last."""
        return iter(sorted((*self._found, *self._remainders()), key=_order))

    def __len__(self) -> int:
        return len(self._found) + sum(self._omitted.values())


def _shortened(message: str) -> str:
    """A message that quotes the description has no reason to be longer than a page."""
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"


_CAUSES = frozenset({"invalid-description", "ref-cycle", "ref-kind"})
"""Codes of which the later diagnostics at the same place are consequences."""


def without_duplicates(
    later: Iterable[Diagnostic], reported: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """Leave out diagnostics whose cause is reported: one cause, one diagnostic."""
    causes = {
        (diagnostic.span.path, diagnostic.span.pointer.removesuffix("/$ref"))
        for diagnostic in reported
        if diagnostic.code in _CAUSES and diagnostic.span is not None
    }
    for diagnostic in later:
        span = diagnostic.span
        if span is None or (span.path, span.pointer) not in causes:
            yield diagnostic


def within_limits(work: Callable[[], T], report: Report) -> T | None:
    """Run `work`; None, with a diagnostic, if a description needs more memory, or a
    deeper stack, than is available."""
    try:
        return work()
    except (RecursionError, MemoryError) as error:
        is_deep = isinstance(error, RecursionError)
        stage = "".join(f" {note}" for note in getattr(error, "__notes__", ())[:1])
    # The stack, and what it held, has been given back.
    if is_deep:
        report.error("too-deep", f"too much nesting{stage}", None)
    else:
        report.error("too-large", f"too little memory{stage}", None)
    return None


def _order(found: Diagnostic) -> tuple[bool, str, int, int, int, str, str]:
    span = found.span
    path, line, column = (
        ("", 0, 0) if span is None else (span.path, span.line, span.column)
    )
    rank = found.severity.rank
    return found.is_remainder, path, line, column, rank, found.code, found.message
