"""Options shared by several commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import Report
from ..library.run_settings import access, access_for, configuration, report_for
from ..suggestions import did_you_mean
from ._inputs import DescriptionInput, fetch, parse_input
from ._remote import remote_option
from ._report_options import format_option

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Formatter, Package, Runtime

__all__ = [
    "PackageOptions",
    "access",
    "access_for",
    "access_options",
    "config_option",
    "configuration",
    "name_for",
    "package_options",
    "packages",
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


def selection_options(function: F) -> F:
    """The options that select packages, their targets and what they may read."""
    description = click.argument("description", required=False, type=click.Path())
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
    for option in (strict, runtime, formatter, target, package, output, description):
        function = option(function)
    return access_options(function)


class PackageOptions(Struct, frozen=True):
    """The values of `package_options`."""

    description: str | None
    output: Path | None
    name: str | None
    targets: tuple[str, ...]
    formatter: Formatter | None
    runtime: Runtime | None
    strict: bool


def take_package_options(values: dict[str, Any]) -> PackageOptions:
    """Remove the values of `package_options` from a command's arguments."""
    names = PackageOptions.__struct_fields__
    return PackageOptions(**{name: values.pop(name) for name in names})


def packages(
    options: PackageOptions, config: Config, access: Access, report: Report
) -> tuple[Package, ...]:
    """Combine command line and configuration into the packages to process; none, with
    diagnostics, if the description is at a URL and cannot be fetched."""
    _reject_device_names(options)
    _reject_unknown_targets(options.targets)
    if options.description is None:
        selected = [p for p in config.packages if options.name in (None, p.name)]
        if not selected:
            raise click.UsageError(_no_package(options, config))
        if options.output is not None and len(selected) > 1:
            raise click.UsageError("--output needs one package: add --package NAME")
    else:
        if options.name is not None:
            _check_name(options.name)
        description = parse_input(options.description)
        selected = _packages_of(description, options, config, access, report)
    return tuple(_override(package, options) for package in selected)


def _check_name(name: str) -> None:
    from ..config import name_error

    error = name_error(name)
    if error is not None:
        raise click.BadParameter("; ".join(filter(None, error)), param_hint="--package")


def _reject_device_names(options: PackageOptions) -> None:
    """Raise for device names, since Windows could not check out the generated files."""
    from ..config import device_in

    device = device_in(options.name or "", options.output or Path())
    if device is not None:
        raise click.UsageError(f"`{device}` is a device name on Windows")


def _reject_unknown_targets(names: Iterable[str]) -> None:
    """Raise for targets on the command line that are not installed."""
    from ..config import TARGETS

    for name in sorted(set(names) - set(TARGETS)):
        from .. import targets

        if name not in targets.names():
            hint = did_you_mean(name, targets.names())
            message = f"target `{name}` does not exist; {hint}"
            raise click.BadParameter(message, param_hint="--target")


def _no_package(options: PackageOptions, config: Config) -> str:
    if options.name is not None and config.packages:
        from ..suggestions import did_you_mean

        hint = did_you_mean(options.name, (package.name for package in config.packages))
        return f"no configured package has the name `{options.name}`; {hint}"
    return "name a description, or configure packages with `trueup init`"


def _packages_of(
    description: DescriptionInput,
    options: PackageOptions,
    config: Config,
    access: Access,
    report: Report,
) -> list[Package]:
    """The configured package of a description, otherwise one with the defaults."""
    from ..config import Package

    for package in config.packages:
        if description.is_of(package) and options.name in (None, package.name):
            return [description.apply(package)]
    fetched = fetch(description, access, report)
    if fetched is None:
        return []
    name = options.name or name_for(fetched)
    package = Package(name=name, output=Path(), description=fetched.path)
    return [fetched.apply(package)]


def name_for(description: DescriptionInput) -> str:
    """Derive a package name from the title; other diagnostics come when it is generated."""
    from .. import source
    from ..config import package_name

    path, content = description.path, description.content
    if content is None:
        document = source.load(path, Report())
    else:
        document = source.parse_bytes(content, path, Report())
    value = None if document is None else document.value
    info = value.get("info") if isinstance(value, dict) else None
    title = info.get("title") if isinstance(info, dict) else None
    file = path if description.is_file else Path("api")
    return package_name(title if isinstance(title, str) else "", file)


def _override(package: Package, options: PackageOptions) -> Package:
    changes: Mapping[str, Any] = {
        "output": options.output,
        "targets": options.targets,
        "formatter": options.formatter,
        "runtime": options.runtime,
        "strict": options.strict,
    }
    return replace(package, **{key: value for key, value in changes.items() if value})
