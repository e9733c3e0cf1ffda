"""`trueup init`."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ..diagnostics import Report, Severity
from ..library.exit_codes import exit_code
from ..reporters.escaping import escape
from ..suggestions import misspelled
from . import INPUT_ERROR, SUCCESS, _diagnostics, _scaffold_status
from . import _options as options
from ._inputs import parse_input
from ._package_selection import name_for, select_packages

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Package
    from ..hosts import AllowedHosts


@click.command()
@click.argument("subject", required=False, metavar="[DESCRIPTION|PACKAGE]")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Parent folder of packages [default: generated]; with --server, of the files.",
)
@click.option(
    "--server",
    is_flag=True,
    help="Create `app.py` and `handlers/` for the server of a package.",
)
@options.access_options
def command(
    subject: str | None,
    output: Path | None,
    server: bool,
    config_file: Path | None,
    allow_remote: AllowedHosts,
    allow_outside: bool,
    allow_missing: bool,
) -> int:
    """Create initial files; existing files are not changed.

    Without --server, create a `trueup.toml` for DESCRIPTION. With --server, create the
    application and the handlers for a configured PACKAGE or a DESCRIPTION; run it again
    to add handlers for new tags.
    """
    report = Report()
    if not server:
        folder = output or Path("generated")
        code = _create_config(subject, folder, report, allow_outside)
        _diagnostics.show("text", report)
        return code
    config = options.configuration(config_file, report)
    if config is None:
        _diagnostics.show("text", report)
        return INPUT_ERROR
    _diagnostics.show("text", report)
    access = options.access(allow_remote, allow_outside, allow_missing, config)
    report = options.report_for(config)
    package = _package(subject, config, access, report)
    if package is None:
        _diagnostics.show("text", report)
        return INPUT_ERROR
    access = options.access_for(package, access)
    arguments = [
        *(["--config", _argument(config_file)] if config_file else []),
        *_access_arguments(allow_remote, allow_outside, allow_missing),
    ]
    return _scaffold(package, output or Path(), access, config, arguments)


def _scaffold(
    package: Package,
    folder: Path,
    access: Access,
    config: Config,
    arguments: Sequence[str],
) -> int:
    """Create the application and the handlers for the server of a package. `arguments`
    are the options that `generate` needs, too."""
    from .. import pipeline
    from ..targets.server import scaffold

    report = options.report_for(config)
    files = pipeline.generate(
        package,
        report,
        access,
        config.lint,
        plan=lambda package, api, _: scaffold(api, package),
    )
    code = exit_code(report, Severity.ERROR)
    code = INPUT_ERROR if files is None else code
    if files and code == SUCCESS:
        texts = {file.path: file.text for file in files}
        code = _create(folder, texts, report)
        if code == SUCCESS:
            for line in _scaffold_status.differences(folder, texts):
                click.echo(escape(line))
            for line in _next_commands(folder, package, config, arguments):
                click.echo(f"next: {escape(line)}")
    _diagnostics.show("text", report)
    return code


def _create_config(
    subject: str | None, output: Path, report: Report, allow_outside: bool
) -> int:
    from ..config import find_in, initial_config, package_table, uv_cache_keys

    file = PurePosixPath("trueup.toml")
    description = parse_input(subject or _usual_description())
    if description.content is not None:
        raise click.UsageError("a configuration needs the path or URL of a description")
    is_known = not description.url and description.path.is_file()
    location = description.url or description.path.as_posix()
    name = name_for(description) if is_known else "my_api"
    existing = find_in(Path())
    if existing is not None:
        click.echo(f"`{existing}` exists and is not changed; add to it:", err=True)
        prefix = "" if existing.name == file.name else "tool.trueup."
        table = package_table(location, name, output.as_posix(), prefix)
        for line in table.splitlines():
            click.echo(escape(line), err=True)
        return INPUT_ERROR
    text = initial_config(location, name, output.as_posix())
    code = _create(Path(), {file: text}, report)
    if code == SUCCESS:
        if not (is_known or description.url):
            click.echo(
                f"next: set `description` in `{file}`: {escape(location)} does not exist"
            )
        click.echo("next: trueup generate")
        click.echo("with uv, add to `pyproject.toml`:")
        files: tuple[str, ...] = () if description.url else (location,)
        if is_known:
            files += _included(description.path, allow_outside)
        click.echo(uv_cache_keys(files))
    return code


def _included(description: Path, allow_outside: bool) -> tuple[str, ...]:
    """The files that a description refers to, as far as they can be read."""
    from .. import pipeline
    from ..access import Access
    from ..config import Package
    from ..digests import ABSENT
    from ..source import relative_path

    report = Report()
    access = Access((), Path.cwd(), allow_outside, allow_missing=True)
    pipeline.resolve(Package("api", Path(), description), report, access)
    return tuple(
        relative_path(Path(path))
        for path, digest in report.read.items()
        if path != os.path.abspath(description) and digest != ABSENT
    )


_USUAL_FOLDERS = ("", "api", "docs", "openapi", "spec", "specs")
_USUAL_NAMES = ("openapi", "swagger")
_SUFFIXES = ("yaml", "yml", "json")


def _usual_description() -> str:
    """The first description at a usual path, otherwise `openapi.yaml`."""
    for folder in _USUAL_FOLDERS:
        for name in _USUAL_NAMES:
            for suffix in _SUFFIXES:
                path = Path(folder, f"{name}.{suffix}")
                if path.is_file():
                    return path.as_posix()
    return "openapi.yaml"


def _create(folder: Path, texts: dict[PurePosixPath, str], report: Report) -> int:
    """Create the files that do not exist, and print the result for each file."""
    from .. import output

    for path, text in texts.items():
        name = (folder / path).as_posix()
        if output.create(folder, path, text, report):
            click.echo(f"wrote {escape(name)}")
        elif report.has_errors:
            return INPUT_ERROR
        else:
            click.echo(f"exists {escape(name)}")
    return SUCCESS


def _package(
    subject: str | None, config: Config, access: Access, report: Report
) -> Package | None:
    """The configured package with this name or description, otherwise a new one; None,
    with a diagnostic, if the description is at a URL and cannot be fetched."""
    names = [package.name for package in config.packages]
    if subject is None or subject in names:
        selected = [p for p in config.packages if subject in (None, p.name)]
        if len(selected) == 1:
            return replace(selected[0], targets=("server",))
        listed = ", ".join(names) or "no package is configured"
        raise click.UsageError(f"name a description or one package: {listed}")
    similar = None if os.path.lexists(subject) else misspelled(subject, names)
    if similar is not None:
        message = f"no configured package has the name `{subject}`; "
        raise click.UsageError(f"{message}did you mean `{similar}`?")
    values = options.PackageOptions((subject,), None, None, (), None, None, False)
    return next(iter(select_packages(values, config, access, report)), None)


def _next_commands(
    folder: Path, package: Package, config: Config, arguments: Sequence[str]
) -> Iterator[str]:
    """Commands that run the application from the working directory, in a POSIX shell."""
    if not (package.output / package.name.replace(".", "/") / "server").is_dir():
        names = [configured.name for configured in config.packages]
        subjects = [] if package.name in names else [_subject(package)]
        yield shlex.join(["trueup", "generate", *arguments, *subjects])
    app, output = _argument(folder), _argument(package.output)
    command = "uvicorn app:app"
    if app != ".":
        command += f" --app-dir {shlex.quote(app)}"
    if output != app:
        command = f"PYTHONPATH={shlex.quote(output)} {command}"
    yield command


def _subject(package: Package) -> str:
    """The argument by which `generate` gets the description of a package."""
    if package.content is not None and not package.url:
        return "-"
    return package.url or _argument(package.description)


def _argument(path: Path) -> str:
    """A path relative to the working directory that cannot be taken for an option."""
    from ..source import relative_path

    text = relative_path(path)
    return f"./{text}" if text.startswith("-") else text


def _access_arguments(
    allow_remote: AllowedHosts, allow_outside: bool, allow_missing: bool
) -> Iterator[str]:
    """The options that give these permissions again."""
    if allow_remote is True:
        yield "--allow-remote"
    else:
        yield from (f"--allow-remote={host}" for host in allow_remote)
    if allow_outside:
        yield "--allow-outside"
    if allow_missing:
        yield "--allow-missing"
