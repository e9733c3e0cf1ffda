"""The option `--allow-remote`, with an optional host."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from ..hosts import AllowedHosts

F = TypeVar("F", bound=Callable[..., object])

_OPTION = "--allow-remote"
_ANY = "*"


def with_any_host(arguments: list[str]) -> list[str]:
    """Replace `--allow-remote` by `--allow-remote=*`.

    Click's options with optional values also take the following argument, so that
    `--allow-remote openapi.yaml` would name a host.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = [
        f"{_OPTION}={_ANY}" if argument == _OPTION else argument
        for argument in arguments[:end]
    ]
    return options + arguments[end:]


def remote_option(function: F) -> F:
    return click.option(
        _OPTION,
        multiple=True,
        metavar="[=HOST]",
        callback=_hosts,
        help="Fetch https `$ref`s from HOST (repeatable), or from any host.",
    )(function)


def _hosts(
    ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> AllowedHosts:
    """The hosts in their canonical spelling."""
    from ..hosts import parse_host

    hosts = []
    for value in values:
        host = parse_host(value)
        if host is not None:
            hosts.append(str(host))
        elif value != _ANY:
            message = f"`{value}` is not a host; write `api.example.com` or"
            message += " `api.example.com:8443`, without scheme, path or wildcard"
            raise click.BadParameter(message, ctx, parameter)
    return True if _ANY in values else tuple(hosts)
