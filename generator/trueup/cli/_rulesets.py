"""Rulesets that commands use: the option `--ruleset`, and the configured one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from ..diagnostics import Report

F = TypeVar("F", bound=Callable[..., object])


def ruleset_option(function: F) -> F:
    return click.option(
        "--ruleset",
        type=click.Path(path_type=Path),
        help="Ruleset of Spectral (YAML or JSON) whose rules run instead of those of the"
        " default preset [default: `ruleset` of the configuration].",
    )(function)


def documentation(path: Path | None) -> Mapping[str, str]:
    """The rules that a ruleset defines, and their documentation. Raises `UsageError`."""
    if path is None:
        return {}
    from .. import rulesets

    report = Report()
    documented = rulesets.documentation(path, report)
    if documented is None:
        first = next(iter(report))
        raise click.UsageError(f"`{path.as_posix()}`: {first.message}")
    return documented
