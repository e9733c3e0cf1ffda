"""`trueup rules`."""

from __future__ import annotations

from pathlib import Path

import click

from . import SUCCESS, _rulesets
from ._options import config_option


@click.command()
@click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="Print a list (text), or a page with all explanations (markdown).",
)
@_rulesets.ruleset_option
@config_option
def command(report_format: str, ruleset: Path | None, config_file: Path | None) -> int:
    """List the lint rules and their severities.

    The severities are those of `lint` with the configuration. Set them under
    `[tool.trueup.lint]`: `error`, `warning`, `note` or `off`. Its key `preset` selects
    the rules that run.
    """
    from .. import plugins
    from ..lint import GROUP, rules
    from ._effective_severities import effective_rules
    from ._rule_docs import markdown

    if report_format == "markdown":
        click.echo(markdown(), nl=False)
        return SUCCESS
    effective = effective_rules(config_file, ruleset)
    for name, rule in rules().items():
        click.echo(_line(effective.level(name, rule.severity), name))
    for name in plugins.installed(GROUP):
        click.echo(_line(effective.level(name, None), name))
    for name, text in _rulesets.documentation(effective.ruleset).items():
        level = effective.level(name, None)
        click.echo(f"{level:8}  {name}: {text.partition(chr(10))[0]} (ruleset)")
    return SUCCESS


def _line(level: str, name: str) -> str:
    """The line of a rule, also of a plug-in, whose module may raise."""
    from ..lint import GROUP, documentation
    from ..plugin_failures import failure

    try:
        summary = (documentation(name) or "").partition("\n")[0]
    except Exception as error:  # of a plug-in
        summary = failure(GROUP, name, error)
    return f"{level:8}  {name}: {summary}"
