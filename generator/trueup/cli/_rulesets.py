"""Rulesets that commands use: the option `--ruleset`, and the configured one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..diagnostics import Report

if TYPE_CHECKING:
    from ..access import Access
    from ..rulesets import Ruleset

F = TypeVar("F", bound=Callable[..., object])


def ruleset_option(function: F) -> F:
    return click.option(
        "--ruleset",
        type=click.Path(path_type=Path),
        help="Ruleset of Spectral (YAML or JSON) whose rules run instead of those of the"
        " default preset [default: `ruleset` of the configuration].",
    )(function)


def read(
    path: Path, access: Access, report: Report, description: Path, only: Collection[str]
) -> Ruleset | None:
    """Read a ruleset; None, with diagnostics, if that fails."""
    from .. import rulesets

    return rulesets.read_ruleset(
        path, report, access, description=description, only=only
    )


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


def names(path: Path | None) -> Collection[str]:
    """The rules that a ruleset defines; none if it cannot be read, which is reported
    elsewhere."""
    if path is None:
        return ()
    from .. import rulesets

    return rulesets.documentation(path, Report()) or ()
