"""`trueup explain`."""

from __future__ import annotations

from pathlib import Path

import click

from . import SUCCESS, _rulesets


@click.command()
@click.argument("code")
@_rulesets.ruleset_option
def command(code: str, ruleset: Path | None) -> int:
    """Explain a diagnostic CODE and how to fix the problem."""
    from ..library.known_codes import EXPLANATIONS
    from ..lint import GROUP, documentation, names
    from ..plugin_failures import failure
    from ..suggestions import did_you_mean

    documented = _rulesets.documentation(ruleset)
    try:
        text = documented.get(code) or EXPLANATIONS.get(code) or documentation(code)
    except Exception as error:  # of a plug-in
        raise click.ClickException(failure(GROUP, code, error)) from error
    if text is None:
        hint = did_you_mean(code, (*EXPLANATIONS, *names(), *documented))
        raise click.UsageError(f"unknown code `{code}`; {hint or 'see `trueup rules`'}")
    click.echo(f"{code}\n\n{text}")
    return SUCCESS
