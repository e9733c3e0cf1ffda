"""Servers with variables: a function of these, or what their defaults make."""

from __future__ import annotations

import re

from ... import ir
from ...emit.identifiers import Scope, member_name
from ...emit.quoting import Code, pystr
from ...emit.syntax import bracket


def url_of(server: ir.Server) -> str:
    """The server's URL where every variable has its default."""
    url = server.url
    for variable in server.variables:
        url = url.replace("{" + variable.name + "}", variable.default)
    return url


def url_function(server: ir.Server) -> tuple[Code, Code]:
    """A function of the server's variables, and the expression it returns."""
    scope = Scope()
    names = {
        v.name: scope.claim(member_name(v.name, "variable")) for v in server.variables
    }
    items: list[Code] = [Code("*")]
    for variable in server.variables:
        known = (*variable.choices, variable.default) if variable.choices else ()
        choices = ", ".join(pystr(choice) for choice in dict.fromkeys(known))
        annotation = f"Literal[{choices}]" if choices else "str"
        items.append(
            Code(f"{names[variable.name]}: {annotation} = {pystr(variable.default)}")
        )
    pieces: list[str] = []
    for part in re.split(r"(\{[^{}]*\})", server.url):
        if part[:1] == "{" and part[1:-1] in names:
            pieces.append(names[part[1:-1]])
        elif part:
            pieces.append(pystr(part))
    signature = bracket("def server_url(", items, ") -> str:")
    return signature, Code("return " + (" + ".join(pieces) or '""'))
