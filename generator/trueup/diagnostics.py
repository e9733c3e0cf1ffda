"""The `Report` that collects diagnostics; `diagnostic_records` has their classes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from .diagnostic_records import Diagnostic, KnownLocation, Locatable, Severity, Span

if TYPE_CHECKING:
    from .severities import SeveritySettings
    from .suppressions import Suppressions

__all__ = [
    "MAX_BEFORE_SUPPRESSIONS",
    "MAX_PER_CODE",
    "Diagnostic",
    "Help",
    "KnownLocation",
    "Locatable",
    "Report",
    "Severity",
    "Span",
]

Help: TypeAlias = "str | Callable[[], str | None] | None"
"""A string, or a function that computes it if the diagnostic is recorded."""

_MAX_MESSAGE = 1_000
MAX_PER_CODE = 100
"""Diagnostics of one code and severity that a `Report` records; others are counted."""

MAX_BEFORE_SUPPRESSIONS = 10_000
"""The same, while it is not known yet which diagnostics a description suppresses."""

_GroupKey: TypeAlias = tuple[str, Severity]


class Report:
    """Collects the diagnostics of one run. The only mutable value between stages.

    The first `limit` of each code and severity are recorded. The others are counted,
    without duplicates, so that the number of mistakes does not determine the size of the
    output.
    """

    def __init__(
        self,
        severities: SeveritySettings | None = None,
        suppressions: Suppressions | None = None,
        *,
        limit: int = MAX_PER_CODE,
    ) -> None:
        self.severities = severities
        """Configured severities; None if nothing is configured."""
        self.suppressions = suppressions
        """Ignored diagnostics; None if nothing can be ignored."""
        self.limit = limit
        self.mistakes: Collection[str] = ()
        """Codes whose warnings are errors, which do not prevent generation."""
        self.prevents_generation = False
        """Whether there is an error that no configuration lowers."""
        self.rules: set[str] = set()
        """Names of the lint rules that ran."""
        self.skipped: set[str] = set()
        """Names of the enabled lint rules that did not run because of errors."""
        self.is_complete = False
        """Whether all stages have run."""
        self.failures: list[str] = []
        """The tracebacks of exceptions, each of which is also a diagnostic."""
        self._diagnostics: dict[Diagnostic, None] = {}
        self._counts: dict[_GroupKey, int] = {}
        self._omitted: dict[_GroupKey, int] = {}
        self._hashes: dict[_GroupKey, set[int]] = {}
        self._noted: set[tuple[str, str]] = set()
        self.read: dict[str, str] = {}
        """Digest of every file that was read, by absolute path or URL; `digests.ABSENT`
        for a file that does not exist."""
        self.contents: dict[str, bytes] = {}
        """Contents of documents that are not files, by the path of their spans."""

    def add(
        self,
        code: str,
        default: Severity | None,
        message: str,
        location: Locatable | None,
        *,
        help: Help = None,
        related: Sequence[tuple[str, Locatable]] = (),
        is_rule: bool = False,
    ) -> None:
        """Record a diagnostic, unless the same one is recorded at the same location.

        The configuration may change the severity; None stands for `off`. An error that is
        not a violation of a lint rule prevents generation and stays an error.
        """
        severity = self._severity(code, default, location, is_rule)
        if severity is None:
            return
        group = code, severity
        # The document, since locations in two documents may have the same hash.
        digest = hash((message, location, id(getattr(location, "document", None))))
        if digest in self._hashes.get(group, ()):
            return
        if self._counts.get(group, 0) >= self.limit:
            self._count_omitted(group, digest)
            return
        diagnostic = Diagnostic(
            code,
            severity,
            _truncate(message),
            location.span() if location is not None else None,
            help() if callable(help) else help,
            tuple((text, at.span()) for text, at in related),
            prevents_generation=default is Severity.ERROR and not is_rule,
        )
        self._record(diagnostic, group)
        self._hashes.setdefault(group, set()).add(digest)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Record the diagnostics of a report without configured severities."""
        for diagnostic in diagnostics:
            severity = self._severity(
                diagnostic.code, diagnostic.severity, diagnostic.span, False
            )
            if severity is not None:
                is_fatal = diagnostic.severity is Severity.ERROR
                self._extend(
                    replace(diagnostic, severity=severity, prevents_generation=is_fatal)
                )

    def for_stage(self) -> Report:
        """A report for a later stage, to be merged."""
        later = Report(self.severities, self.suppressions, limit=self.limit)
        later.mistakes = self.mistakes
        return later

    def complete(self) -> None:
        """Record that all stages have run."""
        self.is_complete = True
        if self.suppressions is not None:
            self.suppressions.is_complete = True

    def merge(self, later: Report) -> None:
        """Record the diagnostics of a later stage, which has the same severities, unless
        their cause is reported at the same location."""
        self.prevents_generation |= later.prevents_generation
        self.failures += later.failures
        self.rules |= later.rules
        for diagnostic in _without_consequences(later, self):
            self._extend(diagnostic)

    def _extend(self, diagnostic: Diagnostic) -> None:
        group = diagnostic.code, diagnostic.severity
        if diagnostic.is_remainder:
            self._omitted[group] = self._omitted.get(group, 0) + diagnostic.count
        elif diagnostic in self._diagnostics:
            return
        elif self._counts.get(group, 0) >= self.limit:
            self._count_omitted(group, hash(diagnostic))
        else:
            self._record(diagnostic, group)

    def _severity(
        self,
        code: str,
        default: Severity | None,
        location: Locatable | Span | None,
        is_rule: bool,
    ) -> Severity | None:
        is_fatal = default is Severity.ERROR and not is_rule
        self.prevents_generation |= is_fatal
        severity = default
        if default is Severity.WARNING and not is_rule and code in self.mistakes:
            severity = Severity.ERROR
        if self.severities is not None:
            severity = self.severities.of(code, severity, location)
        if severity is None and not is_fatal:
            return None
        if not is_fatal:
            return None if self._is_suppressed(code, location) else severity
        if self.severities is None or severity is Severity.ERROR:
            return severity
        level = "off" if severity is None else severity.value
        message = (
            f"`{code}` is an error that prevents generation; not lowered to `{level}`"
        )
        where = self.severities.locations.get(code)
        hint = "remove this severity, and fix the error"
        self.warning("fixed-severity", message, where, help=hint)
        return default

    def _is_suppressed(self, code: str, location: Locatable | Span | None) -> bool:
        return self.suppressions is not None and self.suppressions.apply(code, location)

    def retain(self, is_retained: Callable[[Diagnostic], bool], limit: int) -> None:
        """Keep only some of the recorded diagnostics, and no more than a new limit."""
        recorded, self.limit = tuple(self._diagnostics), limit
        self._diagnostics, self._counts = {}, {}
        for diagnostic in filter(is_retained, recorded):
            self._extend(diagnostic)

    def hide_suppressed(self, limit: int) -> None:
        """Remove recorded diagnostics that are suppressed, or beyond a new limit."""

        def is_retained(diagnostic: Diagnostic) -> bool:
            is_hidden = self._is_suppressed(diagnostic.code, diagnostic.span)
            return diagnostic.prevents_generation or not is_hidden

        self.retain(is_retained, limit)

    def _record(self, diagnostic: Diagnostic, group: _GroupKey) -> None:
        if diagnostic not in self._diagnostics:
            self._diagnostics[diagnostic] = None
            self._counts[group] = self._counts.get(group, 0) + 1

    def _count_omitted(self, group: _GroupKey, digest: int) -> None:
        digests = self._hashes.setdefault(group, set())
        if digest not in digests:
            digests.add(digest)
            self._omitted[group] = self._omitted.get(group, 0) + 1

    def _remainders(self) -> Iterator[Diagnostic]:
        for (code, severity), count in self._omitted.items():
            message = f"{count:,} more `{code}` are not shown"
            yield Diagnostic(
                code, severity, message, None, count=count, is_remainder=True
            )

    def error(
        self, code: str, message: str, location: Locatable | None, *, help: Help = None
    ) -> None:
        self.add(code, Severity.ERROR, message, location, help=help)

    def warning(
        self, code: str, message: str, location: Locatable | None, *, help: Help = None
    ) -> None:
        self.add(code, Severity.WARNING, message, location, help=help)

    def note(
        self, code: str, message: str, location: Locatable | None, *, help: Help = None
    ) -> None:
        self.add(code, Severity.NOTE, message, location, help=help)

    def note_once(self, code: str, message: str, location: Locatable | None) -> None:
        """Record a note that holds for a whole description, at its first location where
        it is not off."""
        severity = self._severity(code, Severity.NOTE, location, False)
        if severity is not None and (code, message) not in self._noted:
            self._noted.add((code, message))
            self.note(code, message, location)

    @property
    def has_errors(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self._diagnostics)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Iterate by location (file, line, column), severity and code; remainders last."""
        return iter(sorted((*self._diagnostics, *self._remainders()), key=_sort_key))

    def __len__(self) -> int:
        return len(self._diagnostics) + sum(self._omitted.values())


def _truncate(message: str) -> str:
    """Bound the length of a message, which may quote the description."""
    return message if len(message) <= _MAX_MESSAGE else f"{message[:_MAX_MESSAGE]}…"


_CAUSES = frozenset({"invalid-description", "ref-cycle", "ref-kind"})
"""Codes whose consequences are not reported at the same location."""


def _without_consequences(
    later: Iterable[Diagnostic], reported: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """Omit diagnostics whose cause is reported at the same location."""
    causes = {
        (diagnostic.span.path, diagnostic.span.pointer.removesuffix("/$ref"))
        for diagnostic in reported
        if diagnostic.code in _CAUSES and diagnostic.span is not None
    }
    for diagnostic in later:
        span = diagnostic.span
        if span is None or (span.path, span.pointer) not in causes:
            yield diagnostic


def _sort_key(diagnostic: Diagnostic) -> tuple[object, ...]:
    span = diagnostic.span or Span("", 0, 0, 0)
    return (
        diagnostic.is_remainder,
        *(span.path, span.line, span.column),
        diagnostic.severity.rank,
        diagnostic.code,
        diagnostic.message,
    )
