"""The diagnostics of each open description, by file.

Several descriptions may include one file, and the diagnostics of a description may be in
several files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ..diagnostics import Diagnostic


class FixedFile(Struct, frozen=True):
    """The text of a file before and after a fix."""

    path: Path
    before: str
    after: str


class CheckResult(Struct, frozen=True):
    """The diagnostics of a description by file, and their fixes."""

    diagnostics: Mapping[Path, Sequence[Diagnostic]]
    fix: Callable[[Diagnostic], FixedFile | None]


class Published:
    """The diagnostics of the last check of each open description."""

    def __init__(self) -> None:
        self._results: dict[Path, CheckResult] = {}

    def replace(self, description: Path, result: CheckResult) -> set[Path]:
        """Keep the result of a check; return the files whose diagnostics may change."""
        files = self.remove(description)
        self._results[description] = result
        return {*files, *result.diagnostics}

    def remove(self, description: Path) -> set[Path]:
        """Forget a description that was closed; return the files as `replace` does."""
        before = self._results.pop(description, None)
        return {*(before.diagnostics if before else ()), description}

    def of(self, file: Path) -> tuple[Diagnostic, ...]:
        """The diagnostics in a file, each once."""
        return tuple(dict.fromkeys(d for d, _ in self._in(file)))

    def fixes(
        self, file: Path, is_wanted: Callable[[Diagnostic], bool]
    ) -> Iterator[tuple[Diagnostic, FixedFile]]:
        """Some diagnostics in a file, of those that have a fix, and the fix. Each fix parses
        the file."""
        for diagnostic, result in self._in(file):
            fixed = result.fix(diagnostic) if is_wanted(diagnostic) else None
            if fixed is not None:
                yield diagnostic, fixed

    def _in(self, file: Path) -> Iterator[tuple[Diagnostic, CheckResult]]:
        for result in self._results.values():
            for diagnostic in result.diagnostics.get(file, ()):
                yield diagnostic, result
