"""The view of servers: a function for each server with variables, and all default URLs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from msgspec import Struct

from ... import ir
from ...emit.annotation_expressions import literal
from ...emit.docstrings import arguments_section
from ...emit.identifiers import Scope, dotted_name, member_name
from ...emit.quoting import Code, docstring, pyvalue
from ..server_urls import default_url


class VariableView(Struct, frozen=True):
    """A server variable, as a parameter of the function."""

    wire_name: str
    name: Code
    choices: Code | None  # `Literal["a", "b"]`
    values: Code | None  # `("a", "b")`
    default: str


class ServerView(Struct, frozen=True):
    """The function that returns the URL of a server with variables."""

    function: Code
    variables: tuple[VariableView, ...]
    enumerated: tuple[VariableView, ...]  # variables with an `enum`
    template: str
    doc: Code


class UrlView(Struct, frozen=True):
    """The URL of a server: a call of its function, or a string."""

    function: Code | None
    url: str


class ServersView(Struct, frozen=True):
    """The functions, and the URLs of all servers if there are several."""

    functions: tuple[ServerView, ...]
    urls: tuple[UrlView, ...]
    doc: Code  # of the URLs


def servers_view(servers: Sequence[ir.Server]) -> ServersView:
    """The view of the servers of a description."""
    functions = tuple(
        _function(server, number)
        for number, server in enumerate(servers, 1)
        if server.variables
    )
    names = _function_names(servers)
    root = default_url(servers[0]) if servers else ""
    urls = tuple(
        UrlView(name, _absolute(root, default_url(server)))
        for name, server in zip(names, servers, strict=True)
    )
    several = urls if len(urls) > 1 else ()
    return ServersView(functions, several, docstring(_DOC, more=_rows(servers)))


_DOC = "The URLs of the servers, with the defaults of their variables."


def server_names(servers: Sequence[ir.Server]) -> tuple[Code, ...]:
    """The public names of `client.py` about servers."""
    functions = tuple(name for name in _function_names(servers) if name is not None)
    return (Code("SERVERS"), *functions) if len(servers) > 1 else functions


def _function_names(servers: Sequence[ir.Server]) -> tuple[Code | None, ...]:
    return tuple(
        _function_name(number) if server.variables else None
        for number, server in enumerate(servers, 1)
    )


def _function_name(number: int) -> Code:
    return dotted_name("server_url" if number == 1 else f"server_url_{number}")


def _rows(servers: Sequence[ir.Server]) -> Iterator[str]:
    if any(server.doc for server in servers):
        yield ""
        for index, server in enumerate(servers):
            text = " ".join(server.doc.split())
            yield f"- `SERVERS[{index}]`: {text}" if text else f"- `SERVERS[{index}]`"


def _absolute(root: str, url: str) -> str:
    try:
        return urljoin(root, url)
    except ValueError:  # not a URL, which the validator reports
        return url


def _function(server: ir.Server, number: int) -> ServerView:
    scope = Scope()
    names = {
        v.name: scope.claim(member_name(v.name, "variable")) for v in server.variables
    }
    rows = [
        (
            names[v.name],
            f"{v.doc or 'A server variable.'} Default: {pyvalue(v.default)}.",
        )
        for v in server.variables
    ]
    variables = tuple(
        VariableView(v.name, names[v.name], _choices(v), _values(v), v.default)
        for v in server.variables
    )
    position = "first server" if number == 1 else f"server {number}"
    title = " ".join(server.doc.split()).removesuffix(".")
    text = f"The URL of the {position}" + (f": {title}." if title else ".")
    return ServerView(
        _function_name(number),
        variables,
        tuple(variable for variable in variables if variable.values is not None),
        server.url,
        docstring(text, 4, more=arguments_section(rows, 4)),
    )


def _distinct(variable: ir.Variable) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*variable.choices, variable.default)))


def _choices(variable: ir.Variable) -> Code | None:
    return literal(_distinct(variable)) if variable.choices else None


def _values(variable: ir.Variable) -> Code | None:
    return pyvalue(_distinct(variable)) if variable.choices else None
