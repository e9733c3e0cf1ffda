"""`trueup explain`."""

from __future__ import annotations

import click

from . import CLEAN


@click.command()
@click.argument("code")
def command(code: str) -> int:
    """Say what a finding's CODE means, why it matters and what to do."""
    from .. import codes, lint
    from ..spelling import did_you_mean

    text = codes.explanation(code) or lint.documentation(code)
    if text is None:
        hint = did_you_mean(code, (*codes.CODES, *lint.names()))
        raise click.UsageError(
            f"no finding is called `{code}`; {hint or 'see `trueup rules`'}"
        )
    click.echo(f"{code}\n\n{text}")
    return CLEAN
