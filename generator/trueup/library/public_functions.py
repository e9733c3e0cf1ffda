"""The functions of the public API: `trueup.generate`, `check`, `lint` and `changes`.

Mistakes of the user are diagnostics of the result, and so is an exception while a package
is generated, as in the commands. Other exceptions are bugs of trueup, of a plug-in, or of
the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import Diagnostic, Report, Severity
from . import arguments
from .exit_codes import INPUT_ERROR, SUCCESS, exit_code

if TYPE_CHECKING:
    from ..change_reports import PackageChanges
    from ..config import Config, Package
    from ..hosts import AllowedHosts
    from .package_results import PackageAction, PackageResult
    from .run_settings import RunRequest

__all__ = [
    "ChangesResult",
    "ConfigLike",
    "Result",
    "changes",
    "check",
    "generate",
    "lint",
]

ConfigLike: TypeAlias = "Config | Path | str | None"
"""A configuration, or the path of a `pyproject.toml` or `trueup.toml`; None: the nearest."""


class Result(Struct, frozen=True):
    """The result of `generate`, `check` or `lint`."""

    exit_code: int
    """That of the command: 0 success, 1 problems found, 2 input error, 70 internal error."""
    diagnostics: tuple[Diagnostic, ...]
    """Those of the configuration and of all packages, each once."""
    packages: tuple[PackageResult, ...] = ()
    """The result for each package; none of `lint`."""

    @property
    def ok(self) -> bool:
        return self.exit_code == SUCCESS


class ChangesResult(Struct, frozen=True):
    """The result of `changes`."""

    exit_code: int
    """0 also if there are breaking changes; 2 if a package could not be compared."""
    diagnostics: tuple[Diagnostic, ...]
    packages: tuple[PackageChanges, ...]
    """The changes for callers of each package, most severe first."""

    @property
    def is_breaking(self) -> bool:
        return any(package.surface.is_breaking for package in self.packages)


def generate(
    config: ConfigLike = None,
    *,
    packages: Iterable[str] | str = (),
    force: bool = False,
    dry_run: bool = False,
    allow_remote: AllowedHosts | str = (),
    allow_outside: bool = False,
    allow_missing: bool = False,
) -> Result:
    """Generate all configured packages, or those named by `packages`.

    `force` overwrites files that were edited by hand; `dry_run` writes nothing. `allow_…`
    are the permissions of the command line.
    """
    from .package_results import PackageAction

    limits = arguments.hosts(allow_remote), allow_outside, allow_missing
    action = PackageAction("compare" if dry_run else "write", force)
    return _run(config, arguments.names("packages", packages), limits, action)


def check(
    config: ConfigLike = None,
    *,
    packages: Iterable[str] | str = (),
    allow_remote: AllowedHosts | str = (),
    allow_outside: bool = False,
    allow_missing: bool = False,
) -> Result:
    """Check that the files of all configured packages are up to date, and report why not.

    Writes nothing.
    """
    from .package_results import PackageAction

    limits = arguments.hosts(allow_remote), allow_outside, allow_missing
    action = PackageAction("check")
    return _run(config, arguments.names("packages", packages), limits, action)


def lint(
    descriptions: Iterable[Path | str] | Path | str = (),
    *,
    config: ConfigLike = None,
    preset: str | None = None,
    only: Iterable[str] | str = (),
    fail_on: Severity | str = Severity.ERROR,
    allow_remote: AllowedHosts | str = (),
    allow_outside: bool = False,
    allow_missing: bool = False,
) -> Result:
    """Lint descriptions, by default those of all configured packages.

    `preset` names a set of rules, `only` the rules to run instead of all checks; `fail_on`
    is the lowest severity that fails.
    """
    from . import lint_runs

    report = Report()
    limits = arguments.hosts(allow_remote), allow_outside, allow_missing
    limit = arguments.severity(fail_on)
    paths, rules = arguments.paths(descriptions), arguments.names("only", only)
    request = _request(config, (), limits, report, has_packages=not paths)
    if request is None:
        return Result(INPUT_ERROR, tuple(report))
    linted = lint_runs.LintRequest(
        tuple(_described(paths, request)),
        request.access,
        request.config,
        limit,
        preset,
        rules,
        ruleset=request.config.ruleset,
    )
    lint_runs.report_unknown_names(linted, report)
    if report.has_errors:
        return Result(INPUT_ERROR, tuple(report))
    runs = [lint_runs.run_lint(package, linted) for package in linted.packages]
    lint_runs.check_suppressions(runs, linted, report)
    code = max([exit_code(report, limit), *(run.exit_code for run in runs)])
    return Result(code, _all(report, *(run.report for run in runs)))


def changes(
    config: ConfigLike = None,
    *,
    against: Path | str,
    packages: Iterable[str] | str = (),
    allow_remote: AllowedHosts | str = (),
    allow_outside: bool = False,
    allow_missing: bool = False,
) -> ChangesResult:
    """The changes for callers of the packages since a git revision (`str`), or since an
    older description (`Path`).

    The present trueup generates both in memory, so only the description and the
    configuration count.
    """
    report = Report()
    limits = arguments.hosts(allow_remote), allow_outside, allow_missing
    request = _request(config, arguments.names("packages", packages), limits, report)
    if request is None:
        return ChangesResult(INPUT_ERROR, tuple(report), ())
    return compare_packages(request, against, report)


def compare_packages(
    request: RunRequest, against: Path | str, report: Report
) -> ChangesResult:
    """Compare the packages of a request; `report` has the diagnostics of the request."""
    from ..change_reports import PackageChanges
    from ..source import relative_path
    from ..surface import Impact, SurfaceChanges
    from ..surface.caller_changes import SymbolRemoved
    from .older_surface import changes_since, removed_packages
    from .run_settings import report_for
    from .written_handlers import concerning_handlers

    compared: list[PackageChanges] = []
    reports, code = [report], SUCCESS
    for package in request.packages:
        own = report_for(request.config)
        reports.append(own)
        surface = changes_since(package, request, against, own)
        if surface is None:
            code = INPUT_ERROR
        else:
            description = "" if package.url else relative_path(package.description)
            surface = concerning_handlers(surface, package, request.config)
            compared.append(PackageChanges(package.name, surface, description))
    for name in removed_packages(request, against) if isinstance(against, str) else ():
        removed = SymbolRemoved(Impact.BREAKING, name, "package")
        path = relative_path(request.config.path or Path())
        compared.append(PackageChanges(name, SurfaceChanges((removed,), "", ""), path))
    return ChangesResult(code, _all(*reports), tuple(compared))


_Limits: TypeAlias = "tuple[AllowedHosts, bool, bool]"
"""The permissions of a run: hosts, files outside the project, missing files."""


def _run(
    config: ConfigLike, names: tuple[str, ...], limits: _Limits, action: PackageAction
) -> Result:
    """Run the packages, also after an exception in one of them."""
    from .package_outcomes import run_guarded
    from .run_settings import report_for
    from .skipped_runs import up_to_date

    report = Report()
    request = _request(config, names, limits, report)
    if request is None:
        return Result(INPUT_ERROR, tuple(report))
    results = []
    for package in request.packages:
        own = report_for(request.config)
        result = None
        if action.name == "write" and not action.force:
            result = up_to_date(package, request)
        result = result or run_guarded(package, request, action, own)
        diagnostics = (*result.diagnostics, *own)  # of a skipped run, or of this one
        results.append(replace(result, diagnostics=diagnostics))
    code = max((result.exit_code for result in results), default=SUCCESS)
    diagnostics = _all(report, *(result.diagnostics for result in results))
    return Result(code, diagnostics, tuple(results))


def _request(
    config: ConfigLike,
    names: tuple[str, ...],
    limits: _Limits,
    report: Report,
    *,
    has_packages: bool = True,
) -> RunRequest | None:
    """The packages to process; None, with diagnostics, without any."""
    from ..config import Config
    from ..suggestions import did_you_mean
    from . import run_settings

    if not isinstance(config, Config):
        path = None if config is None else Path(config)
        config = run_settings.configuration(path, report)
        if config is None:
            return None
    known = [package.name for package in config.packages]
    for name in (name for name in names if name not in known):
        message = f"no configured package has the name `{name}`"
        report.error(
            "nothing-configured", message, None, help=did_you_mean(name, known)
        )
    if has_packages and not known:
        message = "no package is configured"
        report.error("nothing-configured", message, None, help="name a configuration")
    if report.has_errors:
        return None
    wanted = set(names)
    selected = tuple(p for p in config.packages if not wanted or p.name in wanted)
    access = run_settings.access(*limits, config)
    are_known = run_settings.has_known_codes(report)
    return run_settings.RunRequest(selected, access, config, are_known)


def _described(paths: Sequence[Path], request: RunRequest) -> Iterator[Package]:
    """The packages of descriptions; one with the defaults where none is configured."""
    from ..config import Package

    if not paths:
        yield from request.packages
    for path in paths:
        same = [
            package
            for package in request.config.packages
            if not package.url and _are_same(package.description, path)
        ]
        yield from same or [Package("api", Path(), path)]


def _are_same(path: Path, named: Path) -> bool:
    try:
        return path.resolve() == named.resolve()
    except (OSError, ValueError, RuntimeError):  # invalid, which reading it reports
        return False


def _all(*reports: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics of several reports, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(reports)))
