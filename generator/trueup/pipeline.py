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

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from .diagnostics import Report

if TYPE_CHECKING:
    from . import ir
    from .config import Package
    from .render import File, Planned
    from .resolve import Access, Spec

Progress: TypeAlias = Callable[[str], None]
"""Told the name of each stage when it begins."""


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
    with _patient_collector():
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
        with _stage("validate", path, progress):
            from . import validate

            validate.validate(spec, report)
        with _stage("lint", path, progress):
            from . import lint

            lint.lint(spec, report, severities)
    return spec


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

    def plan(api: ir.Api) -> list[Planned]:
        from . import targets

        chosen = targets.load(package.targets, report)
        whole = replace(package, targets=tuple(chosen))
        return [
            plan for one in chosen.values() for plan in one.plan(api, whole, report)
        ]

    return _made(package, plan, report, access, severities or {}, progress)


def scaffold(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str] | None = None,
    *,
    progress: Progress = _quiet,
) -> tuple[File, ...] | None:
    """What a user of a package's server starts from, in memory; else like `generate`."""

    def plan(api: ir.Api) -> Iterable[Planned]:
        from .targets.server import scaffold

        return scaffold(api, package)

    return _made(package, plan, report, access, severities or {}, progress)


def _made(
    package: Package,
    plan: Callable[[ir.Api], Iterable[Planned]],
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    progress: Progress,
) -> tuple[File, ...] | None:
    path = package.description
    if not _can_format(package, report):
        return None
    with _patient_collector():
        spec = describe(path, report, access, severities, progress=progress)
        if spec is None:
            return None
        if report.has_errors:
            return ()
        api = _api(spec, package, report, progress)
        with _stage("plan", path, progress):
            from . import targets

            planned = list(plan(api))
        if report.has_errors:
            return ()
        with _stage("render", path, progress):
            from . import render

            files = tuple(render.render(targets.once(planned)))
        with _stage("format", path, progress):
            from . import formatting

            return tuple(formatting.format(files, package.formatter))


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


@contextmanager
def _patient_collector() -> Iterator[None]:
    """Makes Python look for garbage a hundred times less often.

    Stages make millions of objects that live to the end, and nearly no cycles: at the
    usual threshold the collector takes an eighth to a fifth of the time of a large
    description. At this one it takes a fortieth, and memory stays the same.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _shown(path: Path) -> str:
    """Relative to where the user stands, with forward slashes on every platform."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
