"""The options `--format` and `--output-file`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from ..reporters import formats
from ..suggestions import did_you_mean
from ._diagnostics import OUTPUT_FILES

F = TypeVar("F", bound=Callable[..., object])


def format_option(function: F) -> F:
    form = click.option(
        "--format",
        "report_format",
        type=click.Choice(formats()),
        default="text",
        show_default=True,
        help="Format of diagnostics.",
    )
    files = click.option(
        "--output-file",
        metavar="FORMAT=PATH",
        multiple=True,
        expose_value=False,
        callback=_keep_output_files,
        help="Write diagnostics to a file as well; repeatable.",
    )
    return form(files(function))


def _keep_output_files(
    context: click.Context, option: click.Parameter, values: tuple[str, ...]
) -> None:
    """Parse `--output-file`s, and keep them for `_diagnostics.show`."""
    pairs = []
    for value in values:
        name, equals, path = value.partition("=")
        if name not in formats():
            hint = did_you_mean(name, formats()) or f"formats: {', '.join(formats())}"
            raise click.BadParameter(
                f"`{name}` is not a format; {hint}", context, option
            )
        if not (equals and path):
            raise click.BadParameter("write `FORMAT=PATH`", context, option)
        if Path(path).is_dir():
            raise click.BadParameter(f"`{path}` is a folder", context, option)
        pairs.append((name, Path(path)))
    context.meta[OUTPUT_FILES] = tuple(pairs)
