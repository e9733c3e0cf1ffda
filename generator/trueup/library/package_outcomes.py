"""Run a command for one package; exceptions are diagnostics of that package."""

from __future__ import annotations

import os
import traceback
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..diagnostics import Report
from ..pipeline.stages import Progress, ignore_progress
from . import package_runs
from .exit_codes import INPUT_ERROR, INTERNAL_ERROR
from .package_results import Outcome, PackageAction, PackageResult
from .package_runs import RunFiles, run_package
from .run_settings import report_for

if TYPE_CHECKING:
    from ..config import Package
    from ..render import File
    from .run_settings import RunRequest

EXPLANATIONS = {
    "cannot-generate": """\
The system refused something that generation needs, such as space for temporary files or memory.
Nothing was written for that package; other packages are not affected.""",
    "internal-error": """\
trueup raised an exception: a bug. Nothing was written for that package; other packages are not
affected. Please report it, with a minimal description that reproduces it.""",
    "worker-died": """\
The process that generated the package was killed, for example because the system ran out of
memory. The next run undoes what it left. Other packages are not affected. `--jobs 1` uses the least
memory.""",
}
"""Explanations of the diagnostic codes of this module."""

_REPORT_BUG = (
    "report this bug with a minimal description that reproduces it; `TRUEUP_DEBUG=1`"
    " prints the traceback"
)


def run_guarded(
    package: Package,
    request: RunRequest,
    action: PackageAction,
    report: Report,
    progress: Progress = ignore_progress,
    *,
    turn: AbstractContextManager[None] | None = None,
) -> PackageResult:
    """Generate a package in memory and apply `action` to its files, in the context `turn`.

    An exception is a diagnostic of this package, so that others are generated.
    """

    def run(
        package: Package, files: tuple[File, ...], request: RunRequest, report: Report
    ) -> PackageResult:
        with turn or nullcontext():
            return _function(action)(package, files, request, report)

    try:
        return run_package(package, request, report, run, progress)
    except (OSError, MemoryError, RecursionError) as error:
        message = f"cannot generate `{package.name}`: {_reason(error)}"
        report.error("cannot-generate", message, None)
        report.failures.append("".join(traceback.format_exception(error)))
        return PackageResult(package, INPUT_ERROR)
    except Exception as error:
        _report_bug(package, error, report)
        return PackageResult(package, INTERNAL_ERROR)


def run_action(
    package: Package,
    request: RunRequest,
    action: PackageAction,
    progress: Progress = ignore_progress,
    *,
    turn: AbstractContextManager[None] | None = None,
) -> Outcome:
    """`run_guarded` for a command: what it prints, without the texts of files."""
    report = report_for(request.config)
    result = run_guarded(package, request, action, report, progress, turn=turn)
    return Outcome(
        replace(result, diagnostics=tuple(report), comparison=None),
        package_runs.file_diffs(result) if action.shows_diffs else {},
        report.contents,
        tuple(report.failures),
    )


def failed_outcome(
    package: Package, request: RunRequest, error: BaseException | None
) -> Outcome:
    """The outcome for a package whose run did not end; without `error`, its process was
    killed."""
    report = report_for(request.config)
    if error is None:
        reason = "the process that generated it was killed"
        message = f"cannot generate `{package.name}`: {reason}"
        report.error("worker-died", message, None)
    else:
        _report_bug(package, error, report)
    result = PackageResult(package, INTERNAL_ERROR, diagnostics=tuple(report))
    return Outcome(result, failures=tuple(report.failures))


def _report_bug(package: Package, error: BaseException, report: Report) -> None:
    message = f"cannot generate `{package.name}`: {_described(error)}"
    report.error("internal-error", message, None, help=_REPORT_BUG)
    report.failures.append("".join(traceback.format_exception(error)))


def _function(action: PackageAction) -> RunFiles:
    match action.name:
        case "write":
            return partial(package_runs.write, force=action.force)
        case "compare":
            return partial(package_runs.compare, force=action.force)
        case "check":
            return package_runs.check


def _reason(error: BaseException) -> str:
    match error:
        case OSError():
            path = f": `{error.filename}`" if isinstance(error.filename, str) else ""
            return f"{error.strerror or error}{path}"
        case MemoryError():
            return "out of memory"
        case _:
            return "out of stack"


def _described(error: BaseException) -> str:
    """The exception, where it was raised, and the stage that was running."""
    frames = traceback.extract_tb(error.__traceback__)  # none from another process
    text = " ".join(str(error).split())
    reason = ": ".join(filter(None, (type(error).__name__, text)))
    at = [f"at {os.path.basename(f.filename)}:{f.lineno}" for f in frames[-1:]]
    notes = ", ".join([*at, *getattr(error, "__notes__", ())])
    return f"{reason} ({notes})" if notes else reason
