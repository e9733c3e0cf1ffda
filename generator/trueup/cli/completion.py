"""`trueup completion`."""

from __future__ import annotations

import click

from . import CLEAN, UNABLE


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print a script that completes trueup's commands and options in SHELL.

    \b
    bash   eval "$(trueup completion bash)"        in ~/.bashrc
    zsh    eval "$(trueup completion zsh)"         in ~/.zshrc
    fish   trueup completion fish | source         in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    from . import trueup

    made = get_completion_class(shell)
    if made is None:
        return UNABLE
    click.echo(made(trueup, {}, "trueup", "_TRUEUP_COMPLETE").source())
    return CLEAN
