"""`trueup rules`."""

from __future__ import annotations

from pathlib import Path

import click

from . import SUCCESS, _rulesets


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
def command(report_format: str, ruleset: Path | None) -> int:
    """List the lint rules and their severities.

    Set severities under `[tool.trueup.lint]`: `error`, `warning`, `note` or `off`. Its
    key `preset` selects the rules that run.
    """
    from .. import plugins
    from ..lint import GROUP, documentation, rules
    from ._rule_docs import level, markdown

    if report_format == "markdown":
        click.echo(markdown(), nl=False)
        return SUCCESS
    for name, rule in rules().items():
        summary = (documentation(name) or "").partition("\n")[0]
        click.echo(f"{level(rule):8}  {name}: {summary}")
    for name in plugins.installed(GROUP):
        click.echo(f"{'off':8}  {name}: from a plug-in; set its severity to enable it")
    for name, text in _rulesets.documentation(ruleset).items():
        click.echo(f"{'ruleset':8}  {name}: {text.partition(chr(10))[0]}")
    return SUCCESS
