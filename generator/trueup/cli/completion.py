"""`trueup completion`."""

from __future__ import annotations

import click

from . import SUCCESS


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script for SHELL.

    \b
    bash   eval "$(trueup completion bash)"        in ~/.bashrc
    zsh    eval "$(trueup completion zsh)"         in ~/.zshrc
    fish   trueup completion fish | source         in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    from . import trueup

    completion = get_completion_class(shell)
    assert completion is not None, "click supports all choices"
    click.echo(completion(trueup, {}, "trueup", "_TRUEUP_COMPLETE").source())
    return SUCCESS
