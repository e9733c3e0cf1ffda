"""Servers with their variables."""

from __future__ import annotations

from .. import ir
from ..resolve import Node


def servers_of(owner: Node) -> tuple[ir.Server, ...]:
    """The `servers` of a description, a path or an operation."""
    servers = owner.get("servers")
    return tuple(
        ir.Server(server.text("url"), server.text("description"), _variables(server))
        for server in (servers.elements() if servers is not None else ())
        if server.text("url")
    )


def _variables(server: Node) -> tuple[ir.Variable, ...]:
    variables = server.get("variables")
    found: list[ir.Variable] = []
    for name, node in variables.items() if variables is not None else ():
        default = node.get("default")
        choices = node.get("enum")
        found.append(
            ir.Variable(
                name=name,
                default=_text(default),
                choices=(
                    tuple(map(_text, choices.elements())) if choices is not None else ()
                ),
                doc=node.text("description"),
            )
        )
    return tuple(found)


def _text(node: Node | None) -> str:
    """Numbers and booleans stand here too: YAML reads `8443` as a number."""
    value = None if node is None else node.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""
