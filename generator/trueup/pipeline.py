"""The stages in their order, and nothing else.

| stage | module | takes → gives |
|---|---|---|
| load | `source` | path → `Document` |
| resolve | `resolve` | `Document` → `Spec` |
| validate | `validate` | `Spec` → diagnostics |
| lint | `lint` | `Spec` → diagnostics |
| normalize | `normalize` | `Spec` → `Spec`, in the newest shape |
| lower | `lower` | `Spec` → `ir.Api` |
| select | `selection` | `ir.Api` → `ir.Api` |
| plan | `targets` | `ir.Api` → `Planned` |
| render | `render` | `Planned` → `File` |
| format | `formatting` | `File` → `File` |

Stages are imported when they run: most commands need few of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from .diagnostics import Report
from .processes import beside, halves, patient_collector

if TYPE_CHECKING:
    from . import ir
    from .config import Package
    from .diagnostics import Diagnostic
    from .incremental import Region
    from .render import File, Later, Planned
    from .resolve import Access, Spec
    from .source import Document

Progress: TypeAlias = Callable[[str], None]
"""Told the name of each stage when it begins."""


LARGE_DESCRIPTION = 5_000
"""Objects from which on two processes take less time than one, a fork included."""

LARGE_PLAN = 500
"""And the weight of plans."""


def _quiet(stage: str) -> None:
    pass


def describe(
    path: Path,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    progress: Progress = _quiet,
) -> Spec | None:
    """A description that was read and judged; None where it could not be read."""
    with patient_collector():
        spec = _read(path, report, access, progress)
        if spec is not None:
            _judge(spec, report, severities, progress)
    return spec


def _read(
    path: Path, report: Report, access: Access, progress: Progress
) -> Spec | None:
    """A description with all its files."""
    with _stage("load", path, progress):
        from . import source

        document = source.load(path, report, display=_shown(path))
    if document is None:
        return None
    with _stage("resolve", path, progress):
        from . import resolve

        spec = resolve.resolve(document, report, access)
    if spec is None:
        return None
    for read in spec.documents.values():
        report.read[read.location] = read.digest
    return spec


def _judge(
    spec: Spec, report: Report, severities: Mapping[str, str], progress: Progress
) -> None:
    """What the specification and the rules have to say."""
    path = spec.root.document.path
    with _stage("validate", path, progress):
        from . import validate

        validate.validate(spec, report)
    with _stage("lint", path, progress):
        from . import lint

        lint.lint(spec, report, severities)


class Stopped(Enum):
    """Why nothing was made."""

    UNABLE = "the work could not even begin"
    FAULTY = "the report has errors, and half a package is never written"


class Run(Struct, frozen=True, dict=True):
    """What was made of a package, and what the next run of it can go on from."""

    package: Package
    document: Document
    api: ir.Api
    planned: tuple[Planned | Later, ...]
    made: tuple[tuple[File, ...], ...]
    """The files of each plan."""
    remarks: tuple[Diagnostic, ...]
    """What planning had to say."""
    is_separable: bool
    """Whether nothing refers to what stands in an operation."""

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(chain(*self.made))

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Where each operation stands. To find out takes a while, once."""
        from . import incremental

        return incremental.regions(self.document)


def generate(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str] | None = None,
    *,
    progress: Progress = _quiet,
) -> tuple[File, ...] | None:
    """The files of a package, in memory.

    Empty where `report` has errors, so that half a package is never written; None
    where the work could not even begin.
    """
    return _files_of(run(package, report, access, severities, progress=progress))


def run(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str] | None = None,
    *,
    progress: Progress = _quiet,
    alone: bool = False,
) -> Run | Stopped:
    """Like `generate`, with what `rerun` needs. With `alone`, in this process: what its
    stages remember is there for the next run."""
    planning = partial(plan, package)
    return _made(package, planning, report, access, severities or {}, progress, alone)


def scaffold(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str] | None = None,
    *,
    progress: Progress = _quiet,
) -> tuple[File, ...] | None:
    """What a user of a package's server starts from, in memory; else like `generate`."""

    def plan(api: ir.Api, report: Report) -> Iterable[Planned]:
        from .targets.server import scaffold

        return scaffold(api, package)

    return _files_of(_made(package, plan, report, access, severities or {}, progress))


def plan(package: Package, api: ir.Api, report: Report) -> Iterator[Planned | Later]:
    """Every file of a package's targets, each once."""
    from . import targets

    chosen = targets.load(package.targets, report)
    whole = replace(package, targets=tuple(chosen))
    plans = (one.plan(api, whole, report) for one in chosen.values())
    return targets.once(chain(*plans))


def _files_of(made: Run | Stopped) -> tuple[File, ...] | None:
    match made:
        case Run():
            return made.files
        case Stopped.FAULTY:
            return ()
        case Stopped.UNABLE:
            return None


def _made(
    package: Package,
    plan: Callable[[ir.Api, Report], Iterable[Planned | Later]],
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    progress: Progress,
    alone: bool = False,
) -> Run | Stopped:
    path = package.description
    if not _can_format(package, report):
        return Stopped.UNABLE
    with patient_collector():
        spec = _read(path, report, access, progress)
        if spec is None:
            return Stopped.UNABLE
        api = _judged_api(spec, package, report, severities, progress, alone)
        if api is None:
            return Stopped.FAULTY
        with _stage("plan", path, progress):
            remarks = Report()
            planned = tuple(plan(api, remarks))
            report.extend(remarks)
        if report.has_errors:
            return Stopped.FAULTY
        made = _files(planned, package, progress, alone)
        texts = [document.text for document in spec.documents.values()]
        return Run(
            package,
            spec.root.document,
            api,
            planned,
            made,
            tuple(remarks),
            not any("#/paths/" in text for text in texts),
        )


def _judged_api(
    spec: Spec,
    package: Package,
    report: Report,
    severities: Mapping[str, str],
    progress: Progress,
    alone: bool,
) -> ir.Api | None:
    """What targets see of a description; None where it has errors.

    A large one is judged in one process and lowered in another. What comes of it is the
    same: nothing of lowering counts where it was judged to be no description.
    """
    if alone or report.has_errors or len(spec.places) < LARGE_DESCRIPTION:
        _judge(spec, report, severities, progress)
        if report.has_errors:
            return None
        lowering = Report()
        made = _api(spec, package, lowering, progress)
        report.extend([*_untold(lowering, report)])
        return made
    judging, lowering = Report(), Report()

    def judge() -> list[Diagnostic]:
        _judge(spec, judging, severities, _quiet)
        return list(judging)

    def lower() -> ir.Api | Exception:
        try:
            return _api(spec, package, lowering, progress)
        except Exception as error:
            return error

    progress("lint")
    findings, api = beside(judge, lower)
    report.extend(findings)
    if report.has_errors:
        return None
    if isinstance(api, Exception):
        raise api
    report.extend([*_untold(lowering, report)])
    return api


_CAUSES = frozenset({"invalid-description", "ref-cycle", "ref-kind"})
"""Findings that say what code makes of a fault."""


def _untold(
    found: Iterable[Diagnostic], before: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """One cause, one diagnostic: what is found where its cause was told is left out."""
    told = {
        (each.span.path, each.span.pointer.removesuffix("/$ref"))
        for each in before
        if each.code in _CAUSES and each.span is not None
    }
    for each in found:
        span = each.span
        if span is None or (span.path, span.pointer) not in told:
            yield each


def _files(
    planned: Sequence[Planned | Later],
    package: Package,
    progress: Progress,
    alone: bool,
) -> tuple[tuple[File, ...], ...]:
    """The files of each plan as text; many of them in two processes."""
    from . import render

    def made(share: Sequence[int], progress: Progress) -> list[list[File]]:
        """What comes of each of these plans."""
        with _stage("render", package.description, progress):
            rendered = [list(render.render((planned[one],))) for one in share]
        with _stage("format", package.description, progress):
            from . import formatting

            files = formatting.format(chain(*rendered), package.formatter)
            return [list(islice(files, len(some))) for some in rendered]

    weights = [one.weight if isinstance(one, render.Later) else 0 for one in planned]
    if alone or sum(weights) < LARGE_PLAN:
        found = made(range(len(planned)), progress)
    else:
        there, here = halves(weights)
        shares = beside(lambda: made(there, _quiet), lambda: made(here, progress))
        by_plan = dict(zip((*there, *here), chain(*shares), strict=True))
        found = [by_plan[one] for one in range(len(planned))]
    paths = {file.path for file in chain(*found)}
    if len(paths) < sum(map(len, found)):
        raise ValueError("two targets plan one path")
    return tuple(map(tuple, found))


def _api(spec: Spec, package: Package, report: Report, progress: Progress) -> ir.Api:
    """What targets see of a description that has no errors."""
    path = package.description
    with _stage("normalize", path, progress):
        from . import normalize

        normal = normalize.normalize(spec, report)
    with _stage("lower", path, progress):
        from . import lower

        api = lower.lower(normal, report)
    with _stage("select", path, progress):
        from . import selection
        from .python.pins import check_pins

        check_pins(api, package.names, report)
        return selection.select(api, package, report)


def _can_format(package: Package, report: Report) -> bool:
    from . import formatting

    help_ = formatting.missing(package.formatter)
    if help_ is not None:
        message = f"the formatter `{package.formatter}` is not installed"
        report.error("missing-formatter", message, None, help=help_)
    return help_ is None


@contextmanager
def _stage(name: str, path: Path, progress: Progress) -> Iterator[None]:
    """Tells of the stage, and marks what it raises with what was being processed."""
    progress(name)
    try:
        yield
    except Exception as error:
        error.add_note(f"while trueup ran `{name}` on {_shown(path)}")
        raise


def _shown(path: Path) -> str:
    """Relative to where the user stands, with forward slashes on every platform."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
