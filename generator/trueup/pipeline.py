"""The stages in order. `docs/architecture.md` describes each of them.

Stages are imported when they run: `trueup lint` neither renders nor formats.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from .diagnostics import MAX_BEFORE_SUPPRESSIONS, Report
from .run_limits import within_limits
from .severities import PRESET

if TYPE_CHECKING:
    from . import ir
    from .config import Package
    from .lint import RuleSelection
    from .render import File, Planned
    from .resolve import Access, Spec
    from .source import Document
    from .surface import Surface

Progress: TypeAlias = Callable[[str], None]
"""Called with the name of each stage when it starts."""

Load: TypeAlias = "Callable[[], Document | None]"

Plan: TypeAlias = "Callable[[Package, ir.Api, Report], Iterable[Planned]]"


Observe: TypeAlias = "Callable[[Spec], None]"


def _ignore_progress(stage: str) -> None:
    pass


def _ignore_spec(spec: Spec) -> None:
    pass


def describe(
    path: Path,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    load: Load | None = None,
    preset: str = "minimal",
    only: Collection[str] = (),
    ruleset: RuleSelection | None = None,
    observe: Observe = _ignore_spec,
    progress: Progress = _ignore_progress,
) -> Spec | None:
    """Read and check a description; None if it cannot be read.

    `load` replaces the reading of the file at `path`. `only` names the rules to run
    instead of all other checks, `ruleset` those to run instead of the preset. `observe`
    is called once references are resolved.
    """
    from . import validate
    from .lint import lint as run_rules
    from .lint.presets import mistakes

    limit = report.limit
    report.mistakes = mistakes(
        severities.get(PRESET, preset), allow_missing=access.allow_missing
    )

    def work() -> Spec | None:
        spec = _resolve(path, report, access, load, only, progress)
        if spec is None:
            return None
        observe(spec)
        if not only:
            with _stage("validate", path, progress):
                validate.validate(spec, report)
        with _stage("lint", path, progress):
            run_rules(
                spec, report, severities, preset=preset, only=only, ruleset=ruleset
            )
        return spec

    spec = within_limits(work, report)
    if spec is None:
        report.hide_suppressed(limit)
    return spec


def resolve(package: Package, report: Report, access: Access) -> Spec | None:
    """Read a description and all its files; None if it cannot be read."""
    path, load = package.description, lambda: _load(package, report, access)
    return within_limits(
        lambda: _resolve(path, report, access, load, (), _ignore_progress), report
    )


def _resolve(
    path: Path,
    report: Report,
    access: Access,
    load: Load | None,
    only: Collection[str],
    progress: Progress,
) -> Spec | None:
    """Load a description and resolve its references; apply its suppressions."""
    from . import resolve, source

    unrelated, limit = Report(), report.limit
    report.limit = max(limit, MAX_BEFORE_SUPPRESSIONS)
    with _stage("load", path, progress):
        document = load() if load is not None else source.load(path, report)
    if document is None:
        return None
    with _stage("resolve", path, progress):
        spec = (
            resolve.resolve(document, unrelated, access, assume=(3, 1))
            if only
            else resolve.resolve(document, report, access)
        )
    if spec is None:
        report.extend(unrelated)
    else:
        _suppress(spec, report, limit, unrelated if only else report)
    return spec


def _suppress(spec: Spec, report: Report, limit: int, mistakes: Report) -> None:
    """Apply the suppressions of a description, also to recorded diagnostics."""
    if report.suppressions is not None:
        from .lint_results import attach_suppressions

        attach_suppressions(spec, report.suppressions, mistakes)
    report.hide_suppressed(limit)


def lint(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    preset: str,
    only: Collection[str],
    ruleset: RuleSelection | None,
    observe: Observe,
) -> bool:
    """Report all that `generate` would report, and what the rules of `preset` report.

    Returns False if the description cannot be read. The parameters are those of
    `describe`.
    """
    from . import targets

    spec = describe(
        package.description,
        report,
        access,
        severities,
        load=lambda: _load(package, report, access),
        preset=preset,
        only=only,
        ruleset=ruleset,
        observe=observe,
    )
    if spec is None or only or report.prevents_generation:
        return spec is not None

    def work() -> bool:
        api = _lower(spec, package, report, _ignore_progress)
        with _stage("plan", package.description, _ignore_progress):
            targets.report_problems(package, api, report)
        return True

    is_complete = within_limits(work, report) is not None
    if is_complete:
        report.complete()
    return is_complete


def plan_files(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    plan: Plan | None = None,
    progress: Progress = _ignore_progress,
) -> tuple[Planned, ...] | None:
    """Run all stages that report diagnostics; no files if `report` has errors.

    This is the first part of `generate`. `plan` replaces the plan of the package's targets.
    Returns None if the description cannot be read.
    """
    from . import targets

    path = package.description
    spec = describe(
        path,
        report,
        access,
        severities,
        load=lambda: _load(package, report, access),
        progress=progress,
    )
    if spec is None or report.prevents_generation:
        return None if spec is None else ()

    def work() -> tuple[Planned, ...]:
        api = _lower(spec, package, report, progress)
        with _stage("plan", path, progress):
            planned = tuple((plan or targets.plan)(package, api, report))
            if plan is None:
                planned += (_surface_file(api, package),)
                if "server" in package.targets:
                    planned += (_served_description(spec, api, package),)
            return planned

    planned = within_limits(work, report)
    if planned is not None:
        report.complete()
    return () if planned is not None and report.has_errors else planned


def _lower(spec: Spec, package: Package, report: Report, progress: Progress) -> ir.Api:
    """The operations that a package selects, and what they use."""
    from . import lower, normalize, selection, unknown_properties

    lowering, path = report.for_stage(), package.description
    with _stage("normalize", path, progress):
        normal = normalize.normalize(spec, lowering)
    with _stage("lower", path, progress):
        api = lower.lower(normal, lowering)
    with _stage("select", path, progress):
        api = selection.select(api, package, lowering)
        api = unknown_properties.keep(api, package, lowering)
    report.merge(lowering)
    return api


def _served_description(spec: Spec, api: ir.Api, package: Package) -> Planned:
    """Plan the description that the server serves, without excluded operations."""
    from .description_bundle import description_text
    from .render import Planned

    is_whole = package.include.is_empty and package.exclude.is_empty
    served = ((operation.method, operation.path) for operation in api.operations)
    text = description_text(spec, None if is_whole else served)
    return Planned(PurePosixPath("server/openapi.json"), None, text)


def _surface_file(api: ir.Api, package: Package) -> Planned:
    """Plan the file with the public surface, with which the next run compares its own."""
    from . import surface
    from .render import Planned

    text = surface.surface_text(_extract_surface(api, package))
    return Planned(surface.SURFACE, None, text)


def _extract_surface(api: ir.Api, package: Package) -> Surface:
    from . import surface
    from .targets import api_names

    symbols = api_names.name_api(api, package, Report())
    return surface.extract_surface(api, symbols, package)


def read_surface(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    load: Load | None = None,
    progress: Progress = _ignore_progress,
) -> Surface | None:
    """The public surface of a package that would be generated; None, with diagnostics,
    if it cannot be generated."""
    path = package.description
    spec = describe(
        path,
        report,
        access,
        severities,
        load=load or (lambda: _load(package, report, access)),
        progress=progress,
    )
    if spec is None or report.prevents_generation:
        return None

    def work() -> Surface:
        api = _lower(spec, package, report, progress)
        with _stage("plan", path, progress):
            return _extract_surface(api, package)

    surface = within_limits(work, report)
    return None if report.prevents_generation else surface


def generate(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str] | None = None,
    *,
    plan: Plan | None = None,
    progress: Progress = _ignore_progress,
) -> tuple[File, ...] | None:
    """Generate the files of a package in memory; no files if `report` has errors.

    Returns None if the description or a template of the project cannot be used, or the
    formatter is not installed.
    """
    from . import formatting, overrides, render

    path, templates = package.description, None
    if not formatting.is_available(package.formatter, report):
        return None
    if plan is None:
        customized = overrides.customize(package, report, access)
        if customized is None:
            return None
        package, templates = customized
    planned = plan_files(
        package, report, access, severities or {}, plan=plan, progress=progress
    )
    if not planned:
        return None if planned is None else ()

    def work() -> tuple[File, ...] | None:
        with _stage("render", path, progress):
            files = tuple(
                render.render(planned)
                if templates is None
                else overrides.render_with(planned, templates, report)
            )
        if report.has_errors:
            return None
        with _stage("format", path, progress):
            if templates is None:
                return formatting.format(files, package.formatter)
            return overrides.format_with(files, package.formatter, templates, report)

    return within_limits(work, report)


def _load(package: Package, report: Report, access: Access) -> Document | None:
    """Load the description: what was read already, a URL, or a file."""
    from . import source

    if package.content is None:
        if package.url:
            remote = source.RemoteDocuments(access.allow_remote, report)
            return remote.fetch(package.url, None)
        return source.load(package.description, report)
    path, url = package.description, package.url
    display = url or source.relative_path(path)
    report.contents[display] = package.content
    return source.parse_bytes(
        package.content,
        source.path_of(url) if url else path,
        report,
        display=display,
        location=url or None,
    )


@contextmanager
def _stage(name: str, path: Path, progress: Progress) -> Iterator[None]:
    """Report progress, and add the stage to an exception."""
    progress(name)
    try:
        yield
    except Exception as error:
        error.add_note(f"in stage `{name}` of {path.as_posix()}")
        raise
