"""Options that several commands share, and what they amount to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import Report
from ..display import formats
from ._remote import remote_option

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Formatter, Package
    from ..hosts import AllowedHosts

F = TypeVar("F", bound=Callable[..., object])


def format_option(function: F) -> F:
    return click.option(
        "--format",
        "shown_as",
        type=click.Choice(formats()),
        default="text",
        show_default=True,
        help="How findings are shown.",
    )(function)


def access_options(function: F) -> F:
    outside = click.option(
        "--allow-outside",
        is_flag=True,
        help="Follow `$ref`s to files outside the project's folder.",
    )
    missing = click.option(
        "--allow-missing",
        is_flag=True,
        help="Take `$ref`s to what does not exist for any value, with a warning.",
    )
    config = click.option(
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Configuration to read instead of the nearest one.",
    )
    return remote_option(outside(missing(config(function))))


def package_options(function: F) -> F:
    """What `generate` and `check` take alike."""
    description = click.argument(
        "description", required=False, type=click.Path(path_type=Path)
    )
    output = click.option(
        "-o",
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder in which the package's folder stands.",
    )
    package = click.option(
        "-p", "--package", "name", help="Import name; or which configured package."
    )
    target = click.option(
        "-t", "--target", "targets", multiple=True, help="What to make; repeatable."
    )
    formatter = click.option(
        "--formatter",
        type=click.Choice(["ruff", "black"]),
        help="Formatter for generated code.",
    )
    strict = click.option(
        "--strict", is_flag=True, help="Fail where anything had to be left loose."
    )
    for option in (strict, formatter, target, package, output, description):
        function = option(function)
    return access_options(format_option(function))


class Wanted(Struct, frozen=True):
    """The values of `package_options`."""

    description: Path | None
    output: Path | None
    name: str | None
    targets: tuple[str, ...]
    formatter: Formatter | None
    strict: bool


def wanted(values: dict[str, Any]) -> Wanted:
    """Takes the values of `package_options` out of a command's keywords."""
    names = ("description", "output", "name", "targets", "formatter", "strict")
    return Wanted(**{name: values.pop(name) for name in names})


def configuration(file: Path | None, report: Report) -> Config | None:
    """The configuration that counts; None, with reasons, if it cannot be used."""
    from .. import config

    path = file or config.find(Path.cwd())
    if path is None:
        return config.Config()
    return config.read(path, report, named=file is not None)


def access(
    allow_remote: AllowedHosts,
    allow_outside: bool,
    allow_missing: bool,
    found: Config,
) -> Access:
    """What references may reach: files of the project, which is where its
    configuration stands, or where we are."""
    from ..access import Access

    root = found.path.absolute().parent if found.path else Path.cwd()
    return Access(allow_remote, root, allow_outside, allow_missing)


def of_package(access: Access, package: Package) -> Access:
    """The same, with what the package's configuration permits besides."""
    missing = access.allow_missing or package.allow_missing
    remote = _both(access.allow_remote, package.allow_remote)
    return replace(access, allow_missing=missing, allow_remote=remote)


def _both(one: AllowedHosts, other: AllowedHosts) -> AllowedHosts:
    """The hosts that either allows."""
    return True if one is True or other is True else (*one, *other)


def packages(asked: Wanted, found: Config) -> tuple[Package, ...]:
    """The packages that the command line and the configuration ask for."""
    from ..config import is_package_name

    _refuse_devices(asked)
    if asked.description is None:
        chosen = [one for one in found.packages if asked.name in (None, one.name)]
        if not chosen:
            raise click.UsageError(_nothing(asked, found))
        if asked.output is not None and len(chosen) > 1:
            raise click.UsageError("--output needs one package: add --package NAME")
    else:
        if asked.name is not None and not is_package_name(asked.name):
            raise click.BadParameter(
                f"`{asked.name}` cannot be imported", param_hint="--package"
            )
        chosen = [_of_description(asked.description, asked, found.packages)]
    return tuple(_overridden(one, asked) for one in chosen)


def _refuse_devices(asked: Wanted) -> None:
    """Refuse names of devices: Windows could not check out what is generated there."""
    from ..config import device_in

    device = device_in(asked.name or "", asked.output or Path())
    if device is not None:
        raise click.UsageError(f"`{device}` is the name of a device on Windows")


def _nothing(asked: Wanted, found: Config) -> str:
    if asked.name is not None and found.packages:
        from ..spelling import did_you_mean

        hint = did_you_mean(asked.name, (one.name for one in found.packages))
        return f"no configured package is called `{asked.name}`; {hint}"
    return "name a description, or configure packages: `trueup init` writes a start"


def _of_description(
    description: Path, asked: Wanted, known: tuple[Package, ...]
) -> Package:
    """The configured package of that description, else one with the defaults."""
    from ..config import Package

    same = [
        one
        for one in known
        if one.description.resolve() == description.resolve()
        and asked.name in (None, one.name)
    ]
    if same:
        return same[0]
    name = asked.name or name_for(description)
    return Package(name=name, output=Path(), description=description)


def name_for(description: Path) -> str:
    """A name by the description's title; what is wrong with it is said elsewhere."""
    from .. import source
    from ..config import package_name

    document = source.load(description, Report())
    value = None if document is None else document.value
    info = value.get("info") if isinstance(value, dict) else None
    title = info.get("title") if isinstance(info, dict) else None
    return package_name(title if isinstance(title, str) else "", description)


def _overridden(package: Package, asked: Wanted) -> Package:
    changes: Mapping[str, Any] = {
        "output": asked.output,
        "targets": asked.targets,
        "formatter": asked.formatter,
        "strict": asked.strict,
    }
    return replace(package, **{key: value for key, value in changes.items() if value})
