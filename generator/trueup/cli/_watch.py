"""Generate packages, and regenerate them whenever one of their inputs changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from .. import config, pipeline
from ..diagnostics import Report
from ..digests import digest_of
from . import CLEAN, UNABLE
from . import _findings as findings
from . import _options as options
from ._packages import Asked, asked_for

if TYPE_CHECKING:
    from ..config import Package
    from ..render import File

Write: TypeAlias = "Callable[[Package, tuple[File, ...], Asked, Report], None]"
"""Bring a package's folder up to date, and print what was written."""

Inputs: TypeAlias = Mapping[str, str]
"""Digests of files by absolute path."""

_STEP = 50
"""Milliseconds without another change before a change is acted upon."""

_CHECK = 1_000
"""Milliseconds between checks of the inputs where no change is notified: it may have
happened before the watcher started, or the file system may not notify."""


def watch(values: Mapping[str, Any], write: Write, *, quiet: bool) -> int:
    """Generate until the user interrupts; return early without a valid request."""
    configuration = _configuration(values)
    request = _request(values)
    if request is None:
        return UNABLE
    try:
        while True:
            if request is None:
                _wait(configuration)
            else:
                _regenerate_until(configuration, request, write, quiet)
            quiet = True
            configuration = _configuration(values)
            request = _changed_request(values)
    except KeyboardInterrupt:
        return CLEAN


def _regenerate_until(
    configuration: Inputs, request: Asked, write: Write, quiet: bool
) -> None:
    """Keep the packages of `request` up to date until the configuration changes."""
    inputs = [_regenerate(package, request, write) for package in request.packages]
    if not quiet:
        print("watching; interrupt to end", flush=True)
    while True:
        _wait(configuration, *inputs)
        if _has_changed(configuration):
            return
        for index, package in enumerate(request.packages):
            if _has_changed(inputs[index]):
                inputs[index] = _regenerate(package, request, write)


def _regenerate(package: Package, request: Asked, write: Write) -> Inputs:
    """Generate and write a package, and return what was read for it."""
    report = Report()
    access = options.of_package(request.access, package)
    files = pipeline.generate(package, report, access, request.found.lint)
    if files and findings.code(report, strict=package.strict) == CLEAN:
        write(package, files, request, report)
    findings.show("text", report)
    description = os.path.abspath(package.description)
    return {description: digest_of(description), **report.read}


def _request(values: Mapping[str, Any]) -> Asked | None:
    report = Report()
    request = asked_for(values, report)
    findings.show("text", report)
    return request


def _changed_request(values: Mapping[str, Any]) -> Asked | None:
    """The request of a changed configuration, in which a mistake is only reported: it
    may still be edited."""
    try:
        return _request(values)
    except click.UsageError as problem:
        report = Report()
        report.error("invalid-config", problem.format_message(), None)
        findings.show("text", report)
        return None


def _configuration(values: Mapping[str, Any]) -> Inputs:
    """Digests of every file that may hold the configuration."""
    named: Path | None = values["config_file"]
    paths: Iterable[Path] = [named] if named else config.candidates(Path.cwd())
    return {os.path.abspath(path): digest_of(path) for path in paths}


def _wait(*inputs: Inputs) -> None:
    """Return once the content of any input is not what its digest says."""
    import watchfiles

    paths = [path for each in inputs for path in each if os.path.isabs(path)]
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
        if any(map(_has_changed, inputs)):
            return


def _folders(paths: Sequence[str]) -> set[str]:
    """The folders of files: editors replace a file, which ends a watch of the file."""
    folders = {os.path.dirname(path) for path in paths}
    return {folder for folder in folders if os.access(folder, os.R_OK)}


def _has_changed(inputs: Inputs) -> bool:
    return any(
        digest_of(path) != digest
        for path, digest in inputs.items()
        if os.path.isabs(path)
    )
