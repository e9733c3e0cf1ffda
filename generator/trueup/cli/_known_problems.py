"""Diagnostics that are known already: those of a baseline, or of an older revision."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct

from ..diagnostics import MAX_PER_CODE, Diagnostic, Report
from ..hosts import is_url
from ..library.lint_runs import LintRequest, LintRun, scope

if TYPE_CHECKING:
    from ..lint_results import Baseline, Fingerprint

F = TypeVar("F", bound=Callable[..., object])

RECORDED = 1_000_000
"""Diagnostics of one code that are recorded if known ones are subtracted."""


class KnownProblems(Struct, frozen=True):
    """The values of `known_problem_options`."""

    baseline: Path | None = None
    update: bool = False
    write: bool = False
    changed_since: str | None = None

    @property
    def is_used(self) -> bool:
        return self.baseline is not None or self.changed_since is not None

    @property
    def recorded(self) -> int:
        """The number of diagnostics of one code that are recorded."""
        return RECORDED if self.is_used else MAX_PER_CODE


def known_problem_options(function: F) -> F:
    """The options that hide known diagnostics."""
    baseline = click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Hide the problems that are listed in this file.",
    )
    update = click.option(
        "--update-baseline",
        is_flag=True,
        help="Create the baseline, or remove solved problems from it.",
    )
    write = click.option(
        "--write-baseline",
        is_flag=True,
        help="Replace the baseline by all current problems.",
    )
    since = click.option(
        "--changed-since",
        metavar="REVISION",
        help="Hide the problems that this git revision has, too.",
    )
    return baseline(update(write(since(function))))


def take_known_problems(values: dict[str, Any]) -> KnownProblems:
    """Remove the values of `known_problem_options` from a command's arguments. Raises for
    a combination without a meaning."""
    known = KnownProblems(
        values.pop("baseline"),
        values.pop("update_baseline"),
        values.pop("write_baseline"),
        values.pop("changed_since"),
    )
    is_writing = known.update or known.write
    if known.baseline is None:
        if is_writing:
            option = "--update-baseline" if known.update else "--write-baseline"
            raise click.UsageError(f"{option} needs --baseline FILE")
    elif known.update and known.write:
        raise click.UsageError("use --update-baseline or --write-baseline, not both")
    elif not is_writing and not os.path.exists(known.baseline):
        message = f"the baseline `{known.baseline}` does not exist"
        raise click.UsageError(f"{message}; create it with --update-baseline")
    return known


class KnownDiagnostics(Struct, frozen=True):
    """The known diagnostics of some runs."""

    listed: frozenset[Diagnostic] = frozenset()
    """Those of the baseline."""
    older: frozenset[Diagnostic] = frozenset()
    """Those of the older revision."""

    @property
    def all(self) -> frozenset[Diagnostic]:
        return self.listed | self.older

    def lines(self, known: KnownProblems) -> Iterator[str]:
        """Lines about the numbers of known diagnostics."""
        if known.changed_since is not None:
            yield f"{count_of_problems(len(self.older))} older than `{known.changed_since}`"
        if known.baseline is not None:
            number = count_of_problems(len(self.listed))
            yield f"{number} in the baseline `{known.baseline}`"


def hide_known(
    runs: Sequence[LintRun], request: LintRequest, known: KnownProblems, report: Report
) -> KnownDiagnostics | None:
    """Hide known diagnostics of runs, and return them. None, with a diagnostic, if that is
    not possible."""
    result = known_diagnostics(runs, request, known, report)
    if result is None:
        return None
    hidden = result.all
    for run in runs:
        run.report.retain(lambda diagnostic: diagnostic not in hidden, MAX_PER_CODE)
    return result


def known_diagnostics(
    runs: Sequence[LintRun], request: LintRequest, known: KnownProblems, report: Report
) -> KnownDiagnostics | None:
    """The known diagnostics of runs; None, with a diagnostic, if they cannot be
    distinguished from others."""
    older: set[Diagnostic] = set()
    listed: set[Diagnostic] = set()
    if known.changed_since is not None:
        from ._old_revision import old_diagnostics

        old = old_diagnostics(runs, request, known.changed_since, report)
        if old is None:
            return None
        older |= old
    if known.baseline is not None:
        entries = _listed(runs, request, known, known.baseline, report)
        if entries is None:
            return None
        listed = subtract(_fingerprints(runs, known.baseline), entries)
    return KnownDiagnostics(frozenset(listed), frozenset(older))


def subtract(
    diagnostics: Mapping[Diagnostic, Fingerprint], known: Mapping[Fingerprint, int]
) -> set[Diagnostic]:
    """The diagnostics that are known, each fingerprint as often as it is known."""
    remaining = Counter(known)
    subtracted = set()
    for diagnostic, fingerprint in diagnostics.items():
        if remaining[fingerprint] > 0:
            remaining[fingerprint] -= 1
            subtracted.add(diagnostic)
    return subtracted


def count_of_problems(count: int) -> str:
    """The subject and the verb of a sentence."""
    return f"{count:,} problem is" if count == 1 else f"{count:,} problems are"


def _fingerprints(
    runs: Iterable[LintRun], baseline: Path
) -> dict[Diagnostic, Fingerprint]:
    """The fingerprints of all diagnostics, by which a baseline lists them."""
    from ..lint_results import Fingerprints

    diagnostics: dict[Diagnostic, Fingerprint] = {}
    for run in runs:
        if run.is_readable:
            fingerprints = Fingerprints(run.documents, _file_of(baseline))
            diagnostics.update(fingerprints.pairs(run.report))
    return diagnostics


def _file_of(baseline: Path) -> Callable[[str], str]:
    from ..lint_results import relative_to

    return partial(relative_to, baseline.absolute().parent)


def _listed(
    runs: Sequence[LintRun],
    request: LintRequest,
    known: KnownProblems,
    path: Path,
    report: Report,
) -> Mapping[Fingerprint, int] | None:
    """The entries of the baseline, after it is written if that is asked for."""
    from ..lint_results import Baseline, baseline_text, read_baseline, updated

    baseline: Baseline | None = Baseline(path, {}, {})
    exists = os.path.lexists(path)
    if exists:
        baseline = read_baseline(path, report)
        if baseline is None:
            return None
    assert baseline is not None
    current = Counter(_fingerprints(runs, path).values())
    judge = _Judge(runs, request, path)
    if not (known.update or known.write):
        _report_stale(baseline, current, judge, report, request)
        return baseline.entries
    entries = updated(
        baseline.entries, current, judge.has_checked, adds=known.write or not exists
    )
    from ..output import replace_file

    if not replace_file(path, baseline_text(entries).encode(), report):
        return None
    return entries


class _Judge:
    """Decides which entries of a baseline would have been found again."""

    def __init__(
        self, runs: Sequence[LintRun], request: LintRequest, baseline: Path
    ) -> None:
        self._scope, self._request = scope(request), request
        self._folder = baseline.absolute().parent
        file_of = _file_of(baseline)
        self._runs: dict[str, list[LintRun]] = {}
        for run in runs:
            documents = run.documents if run.is_readable else ()
            for name in {
                file.display for document in documents for file in document.files
            }:
                self._runs.setdefault(file_of(name), []).append(run)
        self._every = runs

    def has_checked(self, entry: Fingerprint) -> bool:
        if self._request.only and entry.rule not in self._request.only:
            return False
        if not entry.file:
            return not self._scope.is_partial and self._has_run(entry, self._every)
        if entry.file in self._runs:
            return self._has_run(entry, self._runs[entry.file])
        return not is_url(entry.file) and not os.path.exists(self._folder / entry.file)

    def _has_run(self, entry: Fingerprint, runs: Iterable[LintRun]) -> bool:
        suppressions = [run.report.suppressions for run in runs]
        return all(
            s is not None and self._scope.has_run(entry.rule, s) for s in suppressions
        )


def _report_stale(
    baseline: Baseline,
    current: Mapping[Fingerprint, int],
    judge: _Judge,
    report: Report,
    request: LintRequest,
) -> None:
    checks = Report(request.config.severities)
    name = shlex.quote(baseline.path.as_posix())
    hint = f"run `trueup lint --baseline {name} --update-baseline`"
    for entry, count in baseline.entries.items():
        if current.get(entry, 0) < count and judge.has_checked(entry):
            message = f"`{entry.rule}` does not occur any more at `{entry.pointer}`"
            message += f" of `{entry.file}`" if entry.file else ""
            location = baseline.location(entry)
            checks.note("stale-baseline", message, location, help=hint)
    report.merge(checks)
