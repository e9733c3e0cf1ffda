"""`trueup rules`."""

from __future__ import annotations

import click

from . import CLEAN


@click.command()
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="A list, or the page that explains all of them.",
)
def command(shown_as: str) -> int:
    """List the lint rules and how bad each is.

    Severities are set under `[tool.trueup.lint]`: `error`, `warning`, `note` or `off`.
    """
    from .. import lint, plugins
    from ._rulebook import level, markdown

    if shown_as == "markdown":
        click.echo(markdown(), nl=False)
        return CLEAN
    for name, rule in plugins.own("trueup.lint", "RULE", lint.Rule):
        summary = (lint.documentation(name) or "").partition("\n")[0]
        click.echo(f"{level(rule):8}  {name}: {summary}")
    for name in plugins.installed(lint.GROUP):
        click.echo(f"{'off':8}  {name}: of another distribution; name it to turn it on")
    return CLEAN
