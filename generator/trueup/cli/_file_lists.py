"""The files that packages are generated from, and the generated files, for build tools."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct

from ..diagnostics import Report
from . import INPUT_ERROR, PROBLEMS, SUCCESS, _diagnostics
from . import _options as options
from ._packages import parse_request

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Package

F = TypeVar("F", bound=Callable[..., object])

FORMATS = ("text", "json", "make", "ninja")


class FileList(Struct, frozen=True):
    """The inputs and the outputs of a package, relative to the working directory; inputs
    that are not files as URLs. `outputs` ends with the manifest."""

    package: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def list_options(function: F) -> F:
    """The options of `inputs` and `outputs`."""
    list_format = click.option(
        "--format",
        "list_format",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="One path a line (text), an object (json), or a depfile (make, ninja).",
    )
    return options.selection_options(list_format(function))


def read_lists(
    values: Mapping[str, Any], *, has_outputs: bool
) -> tuple[FileList, ...] | int:
    """The lists of all packages; the exit code, after diagnostics, if a
    description cannot be read.

    Without `has_outputs`, the only output is the manifest, and descriptions with errors
    have inputs, too.
    """
    report = Report()
    request = parse_request({**values, "report_format": "text"}, report)
    if request is None:
        _diagnostics.show("text", report)
        return INPUT_ERROR
    lists: list[FileList] = []
    for package in request.packages:
        report = options.report_for(request.config)
        access = options.access_for(package, request.access)
        outputs = _outputs(package, access, request.config, report, has_outputs)
        if not outputs:
            _diagnostics.show("text", report)
            return INPUT_ERROR if outputs is None else PROBLEMS
        inputs = _inputs(request.config, report)
        lists.append(FileList(package.name, inputs, outputs))
    return tuple(lists)


def _outputs(
    package: Package, access: Access, config: Config, report: Report, has_outputs: bool
) -> tuple[str, ...] | None:
    """The generated files of a package; none if the description has errors, None if it
    cannot be read."""
    from .. import output, overrides, pipeline

    paths = [output.MANIFEST]
    if overrides.customize(package, report, access) is None and has_outputs:
        return None
    if has_outputs:
        planned = pipeline.plan_files(package, report, access, config.lint)
        if not planned:
            return None if planned is None else ()
        paths = [*sorted({file.path for file in planned}), output.MANIFEST]
    elif pipeline.resolve(package, report, access) is None:
        return None
    destination = output.Destination.of(package)
    return tuple(destination.shown(path) for path in paths)


def _inputs(config: Config, report: Report) -> tuple[str, ...]:
    """The configuration file, the files of the description, templates and custom code."""
    from ..digests import ABSENT
    from ..source import relative_path

    names = {
        relative_path(Path(name)) if os.path.isabs(name) else name
        for name, digest in report.read.items()
        if digest != ABSENT
    }
    if config.path is not None:
        names.add(relative_path(config.path))
    return tuple(sorted(names))


def show_lists(
    lists: Sequence[FileList], list_format: str, field: str, *, all_targets: bool
) -> int:
    """Print `inputs` or `outputs` of packages, or depfiles; return the exit code."""
    if list_format == "json":
        packages = [
            {"package": listed.package, field: getattr(listed, field)}
            for listed in lists
        ]
        click.echo(json.dumps({"packages": packages}, indent=2))
        return SUCCESS
    if list_format == "text":
        lines = list(
            dict.fromkeys(path for listed in lists for path in getattr(listed, field))
        )
        _reject(lines, "\r\n")
    else:
        lines = []
        for listed in lists:
            targets = listed.outputs if all_targets else listed.outputs[-1:]
            files = [path for path in listed.inputs if "://" not in path]
            _reject([*targets, *files], _NOT_IN_DEPFILES)
            lines += _depfile(targets, files, is_make=list_format == "make")
    for line in lines:
        click.echo(line)
    return SUCCESS


_NOT_IN_DEPFILES = "\r\n\t\\:%=;|*?~&<>\"'[]"
"""Characters that have a meaning in depfiles and that not all tools can quote."""


def _reject(paths: Iterable[str], characters: str) -> None:
    for path in paths:
        if not set(characters).isdisjoint(path):
            message = f"{path!r} has a character that this format cannot express"
            raise click.UsageError(f"{message}; use --format json")


def _depfile(
    targets: Iterable[str], inputs: Iterable[str], *, is_make: bool
) -> list[str]:
    """The rule that targets depend on inputs. For Make, each input is a target without
    prerequisites, so that an input that was removed is not an error."""
    files = [_escape(path) for path in inputs]
    rule = f"{' '.join(map(_escape, targets))}: {' '.join(files)}"
    return [rule, *(f"{path}:" for path in files)] if is_make else [rule]


def _escape(path: str) -> str:
    """Quote a path for a depfile, as compilers do."""
    return re.sub(r"([ #])", r"\\\1", path).replace("$", "$$")
