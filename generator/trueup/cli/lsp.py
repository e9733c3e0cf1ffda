"""`trueup lsp`."""

from __future__ import annotations

import click

from . import SUCCESS


@click.command()
def command() -> int:
    """Serve an editor by the Language Server Protocol, on standard input and output.

    Needs `pip install "trueup[lsp]"`.
    """
    try:
        from ..language_server import server
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        hint = 'pip install "trueup[lsp]"'
        raise click.ClickException(f"`trueup lsp` needs pygls: {hint}") from error
    from ._diagnostics import explanation, file_content
    from ._editor_checks import check, description_of

    checks = server.Checks(check, description_of, file_content, explanation)
    server.create(checks).start_io()
    return SUCCESS
