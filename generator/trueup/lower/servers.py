"""Servers and their variables."""

from __future__ import annotations

from urllib.parse import urljoin

from msgspec.structs import replace

from .. import ir
from ..resolve import Node
from .commonmark import description_of


def servers_of(owner: Node) -> tuple[ir.Server, ...]:
    """The `servers` of a description, a path or an operation."""
    return tuple(
        ir.Server(
            server.text("url"),
            description_of(server, "description"),
            _variables(server),
        )
        for server in owner.elements("servers")
        if server.text("url")
    )


def resolved_against(
    root: tuple[ir.Server, ...], servers: tuple[ir.Server, ...]
) -> tuple[ir.Server, ...]:
    """Resolve relative server URLs against the description's first server.

    The URL of the description itself is not known.
    """
    if not root:
        return servers
    return tuple(_resolved(root[0], server) for server in servers)


def _resolved(root: ir.Server, server: ir.Server) -> ir.Server:
    if "://" in server.url:
        return server
    own = {variable.name for variable in server.variables}
    url = urljoin(root.url, server.url)
    inherited = tuple(
        variable
        for variable in root.variables
        if variable.name not in own and "{" + variable.name + "}" in url
    )
    return replace(server, url=url, variables=(*server.variables, *inherited))


def _variables(server: Node) -> tuple[ir.Variable, ...]:
    return tuple(_variable(name, node) for name, node in server.items("variables"))


def _variable(name: str, node: Node) -> ir.Variable:
    return ir.Variable(
        name=name,
        default=_string(node.get("default")),
        choices=tuple(map(_string, node.elements("enum"))),
        doc=description_of(node, "description"),
    )


def _string(node: Node | None) -> str:
    """The value as a string: YAML parses `8443` as a number."""
    value = None if node is None else node.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
