"""`trueup rules`."""

from __future__ import annotations

import click

from . import CLEAN


@click.command()
def command() -> int:
    """List the lint rules and how bad each is.

    Severities are set under `[tool.trueup.lint]`: `error`, `warning`, `note` or `off`.
    """
    from .. import lint, plugins

    for name, rule in plugins.own("trueup.lint", "RULE", lint.Rule):
        level = rule.severity.value if rule.severity else "off"
        summary = (lint.documentation(name) or "").partition("\n")[0]
        click.echo(f"{level:8}  {name}: {summary}")
    for name in plugins.installed(lint.GROUP):
        click.echo(f"{'off':8}  {name}: of another distribution; name it to turn it on")
    return CLEAN
