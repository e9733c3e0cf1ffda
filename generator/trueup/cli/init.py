"""`trueup init`."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ..diagnostics import Report
from . import CLEAN, UNABLE
from . import _findings as findings
from . import _options as options

if TYPE_CHECKING:
    from ..config import Config, Package
    from ..hosts import AllowedHosts


@click.command()
@click.argument("subject", required=False, metavar="[DESCRIPTION|PACKAGE]")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where packages go [default: generated]; with --server, where files are written.",
)
@click.option(
    "--server",
    is_flag=True,
    help="Write `app.py` and `handlers/` for a package's server instead.",
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
    """Write files to start from, once: what exists already is never changed.

    A `trueup.toml` for DESCRIPTION if it is named. With --server, the application and
    the handlers that a configured PACKAGE, or a DESCRIPTION, asks for; run it again for
    the handlers of tags that are new.
    """
    report = Report()
    if not server:
        code = _configure(subject, output or Path("generated"), report)
        findings.show("text", report)
        return code
    found = options.configuration(config_file, report)
    if found is None:
        findings.show("text", report)
        return UNABLE
    package = _package(subject, found)
    access = options.access(allow_remote, allow_outside, allow_missing, found)
    access = options.of_package(access, package)

    from .. import pipeline
    from ..targets.server import scaffold

    files = pipeline.generate(
        package,
        report,
        access,
        found.lint,
        plan=lambda package, api, _: scaffold(api, package),
    )
    code = UNABLE if files is None else findings.code(report)
    if files and code == CLEAN:
        folder = output or Path()
        texts = {file.path: file.text for file in files}
        code = _create(folder, texts, report)
        if code == CLEAN:
            click.echo(f"next: {_next(folder, package)}")
    findings.show("text", report)
    return code


def _configure(subject: str | None, output: Path, report: Report) -> int:
    from ..config import starter

    path = Path(subject or "openapi.yaml")
    name = options.name_for(path) if path.is_file() else "my_api"
    text = starter(path.as_posix(), name, output.as_posix())
    file = PurePosixPath("trueup.toml")
    if os.path.lexists(file):
        click.echo("`trueup.toml` exists already; it was not changed", err=True)
        return UNABLE
    code = _create(Path(), {file: text}, report)
    if code == CLEAN:
        click.echo("next: trueup generate")
    return code


def _create(folder: Path, texts: dict[PurePosixPath, str], report: Report) -> int:
    """Writes what does not exist, and says what it did and what it left."""
    from .. import output

    for path, text in texts.items():
        shown = (folder / path).as_posix()
        if output.create(folder, path, text, report):
            click.echo(f"wrote {shown}")
        elif report.has_errors:
            return UNABLE
        else:
            click.echo(f"kept  {shown}")
    return CLEAN


def _package(subject: str | None, found: Config) -> Package:
    """The configured package of that name or description, else one of defaults."""
    names = [one.name for one in found.packages]
    if subject is None or subject in names:
        chosen = [one for one in found.packages if subject in (None, one.name)]
        if len(chosen) == 1:
            return replace(chosen[0], targets=("server",))
        listed = ", ".join(names) or "none is configured"
        raise click.UsageError(f"name a description or one package: {listed}")
    asked = options.Wanted(Path(subject), None, None, (), None, False)
    (package,) = options.packages(asked, found)
    return package


def _next(folder: Path, package: Package) -> str:
    """How the application is run: it and the package have to be importable."""
    places = dict.fromkeys(_relative(one) for one in (folder, package.output))
    places.pop(".", None)
    found = f", with {' and '.join(places)} in PYTHONPATH" if places else ""
    return f"uvicorn app:app{found}"


def _relative(folder: Path) -> str:
    try:
        return Path(os.path.relpath(folder)).as_posix()
    except ValueError:  # another drive
        return folder.as_posix()
