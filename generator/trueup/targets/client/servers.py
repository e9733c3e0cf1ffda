"""The view of a server with variables: a function that returns its URL."""

from __future__ import annotations

import re

from msgspec import Struct

from ... import ir
from ...emit.annotations import literal
from ...emit.identifiers import Scope, member_name
from ...emit.quoting import Code


class VariableView(Struct, frozen=True):
    name: Code
    choices: Code | None  # `Literal["a", "b"]`
    default: str


class PieceView(Struct, frozen=True):
    """A variable or a string in a URL."""

    variable: Code | None = None
    text: str = ""


class ServerView(Struct, frozen=True):
    """The parameters of the function, and the URL that it returns."""

    variables: tuple[VariableView, ...]
    pieces: tuple[PieceView, ...]


def server_view(server: ir.Server) -> ServerView:
    """The view of a server with variables."""
    scope = Scope()
    names = {
        v.name: scope.claim(member_name(v.name, "variable")) for v in server.variables
    }
    pieces = []
    for part in re.split(r"(\{[^{}]*\})", server.url):
        if part[:1] == "{" and part[1:-1] in names:
            pieces.append(PieceView(names[part[1:-1]]))
        elif part:
            pieces.append(PieceView(text=part))
    return ServerView(
        tuple(
            VariableView(names[v.name], _choices(v), v.default)
            for v in server.variables
        ),
        tuple(pieces),
    )


def _choices(variable: ir.Variable) -> Code | None:
    if not variable.choices:
        return None
    return literal(dict.fromkeys((*variable.choices, variable.default)))
