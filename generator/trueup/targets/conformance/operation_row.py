"""An operation as vectors describe it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ... import ir
from ..server_urls import base_path, default_url
from .subject import Row, Subject, is_framing

_PATH_ITEM_METHODS = frozenset(
    "GET PUT POST DELETE OPTIONS HEAD PATCH TRACE QUERY".split()
)


def operation_row(subject: Subject, is_served: bool) -> Row:
    operation = subject.operation
    row: Row = {
        "name": subject.name,
        "id": operation.id,
        "module": str(subject.module),
        "function": str(subject.names.function),
        "constant": str(subject.names.constant),
        "method": operation.method,
        "path": operation.path,
        "pointer": _pointer(operation),
        "is_served": is_served,
        "own_servers": bool(operation.servers),
        "base_path": base_path_of(operation.servers or subject.api.servers),
        "required_headers": _required_headers(operation),
        "security": [
            [[need.scheme, list(need.scopes)] for need in alternative]
            for alternative in operation.security
        ],
    }
    if links := _links(subject):
        row["links"] = links
    return row


def _links(subject: Subject) -> list[ir.Json]:
    """Links of successes to path parameters of other operations."""
    links: list[ir.Json] = []
    for response in subject.operation.responses:
        if str(response.status)[0] not in "2d":
            continue
        for link in response.links:
            target = _target(subject, link)
            values = {
                name.removeprefix("path."): value
                for name, value in link.parameters
                if not name.startswith(("query.", "header.", "cookie."))
            }
            if target is not None and values:
                links.append(
                    {
                        "status": str(response.status),
                        "operation": target,
                        "parameters": values,
                    }
                )
    return links


def _target(subject: Subject, link: ir.Link) -> str | None:
    """The name of the operation that a link is to."""
    for group in subject.symbols.groups:
        for names in group.operations:
            operation = names.operation
            route = operation.method, operation.path
            is_target = operation.id == link.operation_id
            if is_target or route == (link.method, link.path):
                return f"{group.module}.{names.function}"
    return None


def base_path_of(servers: Sequence[ir.Server]) -> str:
    """The base path of the first server. The value of a variable that the description does
    not declare is its name."""
    if not servers:
        return ""
    return re.sub(r"\{([^{}/]*)\}", r"\1", base_path(default_url(servers[0])))


def _pointer(operation: ir.Operation) -> str:
    """The JSON pointer (RFC 6901) of an operation in the description."""
    path = operation.path.replace("~", "~0").replace("/", "~1")
    method = operation.method
    if method in _PATH_ITEM_METHODS:
        return f"/paths/{path}/{method.lower()}"
    return f"/paths/{path}/additionalOperations/{method}"


def _required_headers(operation: ir.Operation) -> Row:
    """Names of required header fields, by the key of their response."""
    required: Row = {}
    for response in operation.responses:
        names: list[ir.Json] = [
            header.name.lower()
            for header in response.headers
            if header.required
            and not is_framing(header)
            and header.name.lower() != "content-type"
        ]
        if names:
            required[str(response.status)] = names
    return required
