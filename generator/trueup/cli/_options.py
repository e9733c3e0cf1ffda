"""Options shared by several commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct

from ..library.run_settings import access, access_for, configuration, report_for
from ._remote import remote_option
from ._report_options import format_option

if TYPE_CHECKING:
    from ..config import Formatter, Runtime

__all__ = [
    "PackageOptions",
    "access",
    "access_for",
    "access_options",
    "config_option",
    "configuration",
    "jobs_option",
    "overlay_option",
    "package_options",
    "report_for",
    "selection_options",
    "take_package_options",
]

F = TypeVar("F", bound=Callable[..., object])


def access_options(function: F) -> F:
    outside = click.option(
        "--allow-outside",
        is_flag=True,
        help="Follow `$ref`s to files outside the project folder.",
    )
    missing = click.option(
        "--allow-missing",
        is_flag=True,
        help="Type unresolved `$ref`s as `Any` and warn instead of failing.",
    )
    return remote_option(outside(missing(config_option(function))))


def config_option(function: F) -> F:
    return click.option(
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Configuration file [default: the nearest one].",
    )(function)


def package_options(function: F) -> F:
    """The options of `generate` and `check`."""
    return selection_options(format_option(function))


def jobs_option(function: F) -> F:
    """The option `--jobs` of `generate` and `check`."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Number of processes [default: depends on packages and processors].",
    )(function)


def selection_options(function: F) -> F:
    """The options that select packages, their targets and what they may read."""
    description = click.argument(
        "arguments", nargs=-1, metavar="[DESCRIPTION|NAME...]", type=click.Path()
    )
    output = click.option(
        "-o",
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        help="Parent folder of the package.",
    )
    package = click.option(
        "-p",
        "--package",
        "name",
        multiple=True,
        callback=_single_name,
        help="Import name of the package; without DESCRIPTION, select a configured one.",
    )
    target = click.option(
        "-t", "--target", "targets", multiple=True, help="Target; repeatable."
    )
    formatter = click.option(
        "--formatter",
        type=click.Choice(["ruff", "black"]),
        help="Formatter for generated code.",
    )
    runtime = click.option(
        "--runtime",
        type=click.Choice(["vendored", "package"]),
        help="Copy the runtime into the package, or import trueup-runtime.",
    )
    strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
    for option in (strict, runtime, formatter, target, package, output):
        function = option(function)
    return access_options(overlay_option(description(function)))


def overlay_option(function: F) -> F:
    return click.option(
        "--overlay",
        "overlays",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="Apply this overlay to the description (repeatable), instead of those of the"
        " configuration.",
    )(function)


def _single_name(
    context: click.Context, parameter: click.Parameter, names: tuple[str, ...]
) -> str | None:
    """The one value of `--package`; click would keep the last one."""
    if len(names) > 1:
        raise click.BadParameter("name several packages as arguments, without it")
    return names[0] if names else None


class PackageOptions(Struct, frozen=True):
    """The values of `package_options`."""

    arguments: tuple[str, ...]
    """A description, or names or descriptions of configured packages."""
    output: Path | None
    name: str | None
    targets: tuple[str, ...]
    formatter: Formatter | None
    runtime: Runtime | None
    strict: bool
    overlays: tuple[Path, ...] = ()


def take_package_options(values: dict[str, Any]) -> PackageOptions:
    """Remove the values of `package_options` from a command's arguments."""
    names = PackageOptions.__struct_fields__
    return PackageOptions(**{name: values.pop(name) for name in names})
