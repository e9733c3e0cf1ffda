"""The results of runs for packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from ..diagnostics import Diagnostic
from ..output.file_counts import Counts
from .exit_codes import SUCCESS

if TYPE_CHECKING:
    from ..config import Package
    from ..output import Comparison
    from ..surface import SurfaceChanges


class FileChange(Struct, frozen=True):
    """A file that a run would change: `kind` is `missing`, `stale`, `orphaned`, `edited`
    or `foreign`."""

    kind: str
    path: str


class PackageResult(Struct, frozen=True):
    """The result of a run for one package."""

    package: Package
    exit_code: int
    """0 success, 1 problems found, 2 the description or the output cannot be read, 70 an
    exception was raised."""
    diagnostics: tuple[Diagnostic, ...] = ()
    counts: Counts = Counts()
    """Numbers of written, unchanged and removed files."""
    files: tuple[FileChange, ...] = ()
    """The files that are not up to date: of `check`, and of a run that writes nothing."""
    changes: SurfaceChanges | None = None
    """The changes for callers since the last run; None if nothing did."""
    comparison: Comparison | None = None
    """The texts behind `files`."""

    @property
    def ok(self) -> bool:
        return self.exit_code == SUCCESS


class PackageAction(Struct, frozen=True):
    """The action of a command on the files of each package."""

    name: Literal["write", "compare", "check"]
    force: bool = False
    shows_diffs: bool = False


class Outcome(Struct, frozen=True):
    """All that a command prints about a package. It is small, since worker processes send
    it."""

    result: PackageResult
    """With its diagnostics, and without the texts of files."""
    diffs: Mapping[str, str] = {}
    """Path of a file that is not up to date → its unified diff, if diffs are requested."""
    contents: Mapping[str, bytes] = {}
    """Contents of documents that are not files, by the path of their spans."""
    failures: tuple[str, ...] = ()
    """The tracebacks of exceptions, each of which is also a diagnostic."""

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.result.diagnostics)
