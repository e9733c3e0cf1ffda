"""`trueup explain`."""

from __future__ import annotations

from pathlib import Path

import click

from . import SUCCESS, _rulesets
from ._options import config_option


@click.command()
@click.argument("code")
@_rulesets.ruleset_option
@config_option
def command(code: str, ruleset: Path | None, config_file: Path | None) -> int:
    """Explain a diagnostic CODE and how to fix the problem.

    Of a lint rule, print also the severity that `lint` uses with the configuration.
    """
    from ..library.known_codes import EXPLANATIONS
    from ..lint import GROUP, documentation, names, rules
    from ..plugin_failures import failure
    from ..suggestions import did_you_mean
    from ._effective_severities import effective_rules

    effective = effective_rules(config_file, ruleset)
    documented = _rulesets.documentation(effective.ruleset)
    try:
        text = documented.get(code) or EXPLANATIONS.get(code) or documentation(code)
    except Exception as error:  # of a plug-in
        raise click.ClickException(failure(GROUP, code, error)) from error
    if text is None:
        hint = did_you_mean(code, (*EXPLANATIONS, *names(), *documented))
        raise click.UsageError(f"unknown code `{code}`; {hint or 'see `trueup rules`'}")
    click.echo(f"{code}\n\n{text}")
    if code not in EXPLANATIONS or code in documented:
        own = rules()[code].severity if code in names() else None
        click.echo(f"\nSeverity: {effective.level(code, own)}")
    return SUCCESS
