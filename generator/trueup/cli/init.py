"""`trueup init`."""

from __future__ import annotations

from pathlib import Path

import click

from . import CLEAN, UNABLE


@click.command()
@click.argument("description", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", default="generated", show_default=True, help="Where packages go."
)
def command(description: Path | None, output: str) -> int:
    """Write a `trueup.toml` to start from, for DESCRIPTION if it is named."""
    from .. import output as writer
    from ..config import starter
    from ._options import name_for

    path = description or Path("openapi.yaml")
    name = name_for(path) if path.is_file() else "my_api"
    made = writer.create(Path("trueup.toml"), starter(path.as_posix(), name, output))
    if not made:
        click.echo("`trueup.toml` exists already; it was not changed", err=True)
        return UNABLE
    click.echo("wrote trueup.toml; next: trueup generate")
    return CLEAN
