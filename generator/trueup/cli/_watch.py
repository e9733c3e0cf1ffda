"""Generate packages, and regenerate them whenever one of their inputs changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from msgspec import Struct

from .. import config
from ..diagnostics import Report
from ..digests import digest_of
from ..library.package_outcomes import run_guarded
from ..library.run_settings import RunRequest
from ..reporters.escaping import escape_start
from ..source import relative_path
from . import INPUT_ERROR, SUCCESS, _diagnostics
from . import _options as options
from ._packages import parse_request

if TYPE_CHECKING:
    from ..config import Package
    from ..library.package_results import PackageAction, PackageResult

Inputs: TypeAlias = Mapping[str, str]
"""Digests of files by absolute path."""

_STEP = 50
"""Milliseconds without another change before packages are regenerated."""

_CHECK = 500
"""Milliseconds between checks of the inputs without a notification, since some file systems
do not notify."""


class _Command(Struct, frozen=True):
    """The action on each package, and how its result is printed."""

    action: PackageAction
    show: Callable[[PackageResult], None]


def watch(
    values: Mapping[str, Any],
    action: PackageAction,
    show: Callable[[PackageResult], None],
    *,
    quiet: bool,
) -> int:
    """Generate until interrupted; return early if the request is invalid."""
    command = _Command(action, show)
    configuration = _configuration(values)
    request = _request(values)
    if request is None:
        return INPUT_ERROR
    if any(package.url or package.content is not None for package in request.packages):
        raise click.UsageError("--watch needs descriptions that are files")
    try:
        while True:
            if request is None:
                _wait(configuration)
            else:
                _regenerate_until(configuration, request, command, quiet)
            quiet = True
            configuration = _configuration(values)
            request = _changed_request(values)
    except KeyboardInterrupt:
        return SUCCESS


def _regenerate_until(
    configuration: Inputs, request: RunRequest, command: _Command, quiet: bool
) -> None:
    """Keep the packages of `request` up to date until the configuration changes."""
    runs = [_regenerate(package, request, command) for package in request.packages]
    if not quiet:
        print("watching; interrupt to end", flush=True)
    while True:
        _wait(configuration, *(run.inputs for run in runs))
        if _has_changed(configuration):
            return
        for index, package in enumerate(request.packages):
            before = runs[index]
            if _has_changed(before.inputs):
                after = _regenerate(package, request, command)
                runs[index] = after
                if before.has_failed and not after.has_failed:
                    # Also with `--quiet`, since the errors were printed.
                    subject = escape_start(relative_path(package.description))
                    print(f"{subject}: no errors any more", flush=True)


class _Run(Struct, frozen=True):
    """One generation of a package: its inputs, and whether it had errors."""

    inputs: Inputs
    has_failed: bool


def _regenerate(package: Package, request: RunRequest, command: _Command) -> _Run:
    """Generate and write a package."""
    report = options.report_for(request.config)
    result = run_guarded(package, request, command.action, report)
    command.show(result)
    _diagnostics.show("text", report)
    return _Run(report.read, not result.ok)


def _request(values: Mapping[str, Any]) -> RunRequest | None:
    report = Report()
    request = parse_request(values, report)
    _diagnostics.show("text", report)
    return request


def _changed_request(values: Mapping[str, Any]) -> RunRequest | None:
    """The request after a change; None, with a diagnostic, if the configuration is
    invalid, since it may be edited again."""
    try:
        return _request(values)
    except click.UsageError as error:
        report = Report()
        report.error("invalid-config", error.format_message(), None)
        _diagnostics.show("text", report)
        return None


def _configuration(values: Mapping[str, Any]) -> Inputs:
    """Digests of all files that may contain the configuration."""
    file: Path | None = values["config_file"]
    paths: Iterable[Path] = [file] if file else config.candidates(Path.cwd())
    return {os.path.abspath(path): digest_of(path) for path in paths}


def _wait(*inputs: Inputs) -> None:
    """Wait until the content of an input differs from its digest."""
    import watchfiles

    def has_changed() -> bool:
        return any(map(_has_changed, inputs))

    if has_changed():  # during the last run, when nobody watched
        return
    named = [path for files in inputs for path in files if os.path.isabs(path)]
    paths = [*named, *map(os.path.realpath, named)]  # also what links lead to
    names = {os.path.basename(path) for path in paths}
    changes = watchfiles.watch(
        *_folders(paths),
        watch_filter=lambda _, path: os.path.basename(path) in names,
        step=_STEP,
        rust_timeout=_CHECK,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )
    for _ in changes:
        if has_changed():
            return


def _folders(paths: Sequence[str]) -> set[str]:
    """The folders of files: editors replace files, which would end a watch on a file."""
    folders = {os.path.dirname(path) for path in paths}
    return {folder for folder in folders if os.access(folder, os.R_OK)}


def _has_changed(inputs: Inputs) -> bool:
    return any(
        digest_of(path) != digest
        for path, digest in inputs.items()
        if os.path.isabs(path)
    )
