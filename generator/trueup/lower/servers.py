"""Servers with their variables."""

from __future__ import annotations

from urllib.parse import urljoin

from msgspec.structs import replace

from .. import ir
from ..resolve import Node
from .prose import said


def servers_of(owner: Node) -> tuple[ir.Server, ...]:
    """The `servers` of a description, a path or an operation."""
    servers = owner.get("servers")
    return tuple(
        ir.Server(server.text("url"), said(server, "description"), _variables(server))
        for server in (servers.elements() if servers is not None else ())
        if server.text("url")
    )


def beneath(
    servers: tuple[ir.Server, ...], root: tuple[ir.Server, ...]
) -> tuple[ir.Server, ...]:
    """The servers of a path or an operation, relative ones where the description's
    first one is: where the description itself comes from is not known."""
    if not root:
        return servers
    return tuple(_joined(root[0], server) for server in servers)


def _joined(root: ir.Server, server: ir.Server) -> ir.Server:
    if "://" in server.url:
        return server
    own = {variable.name for variable in server.variables}
    url = urljoin(root.url, server.url)
    more = (each for each in root.variables if each.name not in own)
    used = tuple(each for each in more if "{" + each.name + "}" in url)
    return replace(server, url=url, variables=(*server.variables, *used))


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
                doc=said(node, "description"),
            )
        )
    return tuple(found)


def _text(node: Node | None) -> str:
    """Numbers and booleans stand here too: YAML reads `8443` as a number."""
    value = None if node is None else node.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
