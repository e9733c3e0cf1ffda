"""The packages that the arguments of a command select."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from ..diagnostics import Report
from ..file_suffixes import DESCRIPTION_SUFFIXES
from ..suggestions import did_you_mean, repeated_option
from ._inputs import DescriptionInput, fetch, parse_input

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Package
    from ._options import PackageOptions


def select_packages(
    options: PackageOptions, config: Config, access: Access, report: Report
) -> tuple[Package, ...]:
    """Combine command line and configuration into the packages to process; none, with
    diagnostics, if the description is at a URL and cannot be fetched."""
    _reject_device_names(options)
    _reject_unknown_targets(options.targets)
    if options.name is not None and len(options.arguments) > 1:
        raise click.UsageError("--package cannot be combined with several arguments")
    if not options.arguments:
        selected = [p for p in config.packages if options.name in (None, p.name)]
        if not selected:
            raise click.UsageError(_no_package(options.name, config))
    elif options.name is None and _are_configured(options.arguments, config):
        selected = _configured(options.arguments, config)
    else:
        if options.name is not None:
            _check_name(options.name)
        description = parse_input(options.arguments[0])
        selected = _packages_of(description, options, config, access, report)
    if options.output is not None and len(selected) > 1:
        raise click.UsageError("--output needs one package: name it")
    check_overlays(options.overlays, selected)
    return tuple(_override(package, options) for package in selected)


def check_overlays(overlays: Iterable[Path], packages: Sequence[Package]) -> None:
    """Raise for overlays that are not paths, or for several descriptions."""
    from ..hosts import is_url

    for path in overlays:
        if is_url(str(path).replace(":/", "://", 1)):  # as `Path` shortens it
            message = "--overlay needs a path; copy the overlay into the project"
            raise click.UsageError(message)
    descriptions = {(package.description, package.url) for package in packages}
    if overlays and len(descriptions) > 1:
        raise click.UsageError("--overlay needs one description: name it")


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
            hint = repeated_option("--target", name, targets.names())
            message = f"target `{name}` does not exist; {hint}"
            raise click.BadParameter(message, param_hint="--target")


def _are_configured(arguments: tuple[str, ...], config: Config) -> bool:
    """Whether arguments stand for configured packages, instead of one description."""
    return len(arguments) > 1 or _is_name(arguments[0], config)


def _is_name(argument: str, config: Config) -> bool:
    """Whether an argument is the name of a package: not a file or a URL, and a name that
    is configured or could be."""
    from ..config import name_error

    path = Path(argument)
    if not config.packages or (path.exists() and not path.is_dir()):
        return False
    if any(package.name == argument for package in config.packages):
        return True
    return path.suffix not in DESCRIPTION_SUFFIXES and name_error(argument) is None


def _configured(arguments: tuple[str, ...], config: Config) -> list[Package]:
    """The packages with these names or descriptions, in the order of the configuration."""
    selected: set[int] = set()
    for argument in arguments:
        if _is_name(argument, config):
            matches = [p.name == argument for p in config.packages]
            message = _no_package(argument, config)
        else:
            description = parse_input(argument)
            matches = [description.is_of(p) for p in config.packages]
            message = f"`{argument}` is not the description of a configured package"
            message += "; name it alone, or configure it"
        if not any(matches):
            raise click.UsageError(message)
        selected.update(index for index, matching in enumerate(matches) if matching)
    return [config.packages[index] for index in sorted(selected)]


def _no_package(name: str | None, config: Config) -> str:
    if name is not None and config.packages:
        hint = did_you_mean(name, (package.name for package in config.packages))
        message = f"no configured package has the name `{name}`"
        return "; ".join(filter(None, (message, hint)))
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
        "overlays": options.overlays,
        "targets": options.targets,
        "formatter": options.formatter,
        "runtime": options.runtime,
        "strict": options.strict,
    }
    return replace(package, **{key: value for key, value in changes.items() if value})
