"""`trueup explain`."""

from __future__ import annotations

import click

from . import SUCCESS


@click.command()
@click.argument("code")
def command(code: str) -> int:
    """Explain a diagnostic CODE and how to fix the problem."""
    from .. import lint
    from ..suggestions import did_you_mean
    from ._explanations import EXPLANATIONS

    text = EXPLANATIONS.get(code) or lint.documentation(code)
    if text is None:
        hint = did_you_mean(code, (*EXPLANATIONS, *lint.names()))
        raise click.UsageError(f"unknown code `{code}`; {hint or 'see `trueup rules`'}")
    click.echo(f"{code}\n\n{text}")
    return SUCCESS
