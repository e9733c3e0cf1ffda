"""Suppressions: diagnostics that the configuration or a description ignores."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from .diagnostics import KnownLocation, Locatable, Span
from .severities import contains, path_in_globs

EXTENSION = "x-trueup-ignore"
"""The extension of a description that ignores diagnostics."""


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_date(value: object) -> date | None:
    """A date that is written as `YYYY-MM-DD`; None for anything else."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


class Suppression(Struct, frozen=True):
    """Each table ignores the diagnostics of one code. It applies where all of `files`,
    `pointers` and `operations` match, as far as they are given."""

    rule: str
    """The code of a rule or of another diagnostic."""

    reason: str
    """Why the diagnostics are ignored."""

    files: tuple[str, ...] = ()
    """Globs of paths relative to the folder of the configuration, or of URLs; `*` also
    matches `/`. Empty for all files."""

    pointers: tuple[str, ...] = ()
    """JSON pointers into the files: of values that contain the location of the diagnostic.
    Empty for whole files."""

    operations: tuple[str, ...] = ()
    """Operation ids: of operations that contain the location of the diagnostic."""

    expires: date | None = None
    """The last day on which it applies, as `YYYY-MM-DD` in UTC; empty for no end."""

    location: KnownLocation | None = None
    """The location of the table."""


class InlineSuppression(Struct, frozen=True):
    """An entry of `x-trueup-ignore` in a description."""

    rule: str
    expires: date | None
    location: Locatable
    places: tuple[tuple[str, str], ...]
    """The path and the pointer of each object that it applies to: several if YAML aliases
    repeat the object."""

    @property
    def key(self) -> SuppressionKey:
        span = self.location.span()
        return span.path, span.pointer


SuppressionKey: TypeAlias = tuple[str, str]
"""Identifies a suppression in all runs on the same files: the path and the pointer of the
entry in a description, or the code and the number of the table in the configuration."""


class Suppressions:
    """The suppressions of one run, and which of them have been applied."""

    def __init__(
        self, configured: Sequence[Suppression], folder: Path | None, today: date
    ) -> None:
        self.configured, self.today = configured, today
        self.inline: tuple[InlineSuppression, ...] = ()
        self.used: set[SuppressionKey] = set()
        self.hidden: set[tuple[str, Span | None]] = set()
        """The codes and the locations of suppressed diagnostics."""
        self.checked: set[str] = set()
        """The rules that have run."""
        self.is_complete = False
        """Whether all stages have run, and not only some rules."""
        self.paths: frozenset[str] = frozenset()
        """The paths of all documents of the description."""
        self._folder = folder
        self._by_rule: dict[str, dict[str, dict[int, Suppression]]] = {}
        """By rule and pointer; the pointer is empty for whole files."""
        for number, suppression in enumerate(configured):
            if not self.is_expired(suppression):
                by_pointer = self._by_rule.setdefault(suppression.rule, {})
                for pointer in suppression.pointers or ("",):
                    entries = by_pointer.setdefault(pointer.rstrip("/"), {})
                    entries[number] = suppression
        self._by_place: dict[str, dict[tuple[str, str], SuppressionKey]] = {}
        self._operations: Mapping[str, Sequence[tuple[str, str]]] = {}
        self._pointer_of: Callable[[Span], str] = lambda span: span.pointer

    def is_expired(self, suppression: Suppression | InlineSuppression) -> bool:
        return suppression.expires is not None and suppression.expires < self.today

    @property
    def can_expire(self) -> bool:
        """Whether the result of a run may be another on another day."""
        every: Iterable[Suppression | InlineSuppression]
        every = (*self.configured, *self.inline)
        return any(suppression.expires is not None for suppression in every)

    def attach(
        self,
        paths: Iterable[str],
        inline: Sequence[InlineSuppression],
        operations: Mapping[str, Sequence[tuple[str, str]]],
        pointer_of: Callable[[Span], str],
    ) -> None:
        """Add what is known of a description once it is resolved.

        `operations` maps ids to the paths and pointers of operations. `pointer_of` is the
        pointer of the smallest value that contains a span.
        """
        self.paths, self.inline = frozenset(paths), tuple(inline)
        self._operations, self._pointer_of = operations, pointer_of
        for suppression in inline:
            if not self.is_expired(suppression):
                places = self._by_place.setdefault(suppression.rule, {})
                for place in suppression.places:
                    places.setdefault(place, suppression.key)

    def apply(self, code: str, location: Locatable | Span | None) -> bool:
        """Whether a diagnostic is suppressed. Marks the suppression as used."""
        if code not in self._by_rule and code not in self._by_place:
            return False
        span = location
        if location is not None and not isinstance(location, Span):
            span = location.span()
        assert span is None or isinstance(span, Span)
        key = self._find(code, span)
        if key is not None:
            self.used.add(key)
            self.hidden.add((code, span))
        return key is not None

    def _find(self, code: str, span: Span | None) -> SuppressionKey | None:
        pointer = ""
        if span is not None:
            pointer = span.pointer or self._pointer_of(span)
            places = self._by_place.get(code, {})
            for outer in _prefixes(pointer) if places else ():
                key = places.get((span.path, outer))
                if key is not None:
                    return key
        by_pointer, numbers = self._by_rule.get(code, {}), []
        for outer in _prefixes(pointer):
            for number, suppression in by_pointer.get(outer, {}).items():
                if self._applies(suppression, span, pointer):
                    numbers.append(number)
                    break  # later ones have higher numbers
        return (code, str(min(numbers))) if numbers else None

    def _applies(
        self, suppression: Suppression, span: Span | None, pointer: str
    ) -> bool:
        """Whether files and operations match; one of its pointers leads to `pointer`."""
        files, operations = suppression.files, suppression.operations
        if span is None:
            return not (files or suppression.pointers or operations)
        if files and not path_in_globs(span.path, files, self._folder):
            return False
        return not operations or any(
            path == span.path and contains(outer, pointer)
            for name in operations
            for path, outer in self._operations.get(name, ())
        )

    def is_concerned(self, suppression: Suppression) -> bool:
        """Whether a document of the description is one of the suppression's files."""
        return not suppression.files or any(
            path_in_globs(path, suppression.files, self._folder) for path in self.paths
        )


def _prefixes(pointer: str) -> Iterator[str]:
    """A pointer and those of all ancestors, the longest first."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
    yield ""
