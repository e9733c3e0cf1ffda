"""Results of `lint --fix` and `lint --diff`: changed files, in memory and on disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from ..diagnostics import Report
from ..library.lint_runs import LintRun
from . import INPUT_ERROR, PROBLEMS, SUCCESS, _diagnostics


class FixResult(Struct, frozen=True):
    """The runs after all fixes, and the changed files."""

    runs: Sequence[LintRun]
    files: Sequence[ChangedFile]
    made: int
    rejected: int
    links: Sequence[str] = ()
    """Symbolic links, which are not changed."""

    @property
    def lines(self) -> list[str]:
        """Lines about the fixes."""
        lines = []
        if self.made:
            number, files = _number(self.made), len(self.files)
            plural = "s" if files > 1 else ""
            lines.append(f"fixed {number} in {files:,} file{plural}")
        if self.rejected:
            text = f"{_number(self.rejected)} not fixed, since more would change"
            lines.append(text)
        lines += (
            f"{link}: not fixed, since it is a symbolic link" for link in self.links
        )
        return lines


def _number(count: int) -> str:
    return f"{count:,} problem{'s' if count > 1 else ''}"


class ChangedFile(Struct, frozen=True):
    """The content of a description before and after all fixes."""

    path: Path
    display: str
    before: bytes
    after: bytes
    is_stdin: bool

    def diff(self) -> Iterator[str]:
        """The lines of a unified diff, with line breaks."""
        import difflib  # rarely needed

        lines = difflib.unified_diff(
            self.before.decode("utf-8", "replace").splitlines(keepends=True),
            self.after.decode("utf-8", "replace").splitlines(keepends=True),
            f"a/{self.display}",
            f"b/{self.display}",
        )
        for line in lines:
            is_complete = line.endswith(("\n", "\r"))
            yield line if is_complete else f"{line}\n\\ No newline at end of file\n"


def write_files(result: FixResult, report: Report) -> bool:
    """Write the changed files, and print standard input as it is after fixes."""
    from ..output import replace_file

    done = True
    for file in result.files:
        if file.is_stdin:
            sys.stdout.buffer.write(file.after)
        else:
            path = Path(os.path.relpath(file.path))
            done &= replace_file(path, file.after, report, before=file.before)
    return done


def show_diffs(result: FixResult) -> int:
    """Print the changes as unified diffs; return the exit code."""
    for file in result.files:
        _diagnostics.show_diff(file.diff())
    unreadable = [run for run in result.runs if not run.is_readable]
    _diagnostics.show("text", *(run.report for run in unreadable))
    return INPUT_ERROR if unreadable else PROBLEMS if result.files else SUCCESS
