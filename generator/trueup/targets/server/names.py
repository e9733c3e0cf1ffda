"""Names of request and response classes, and of their fields."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.bodies import BodyCodec, codec_of
from ...emit.identifiers import BUILTINS, Scope, member_name
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.quoting import Code

_RUNTIME = frozenset(
    (
        "AnyHandlerResponse",
        "MaybeAwaitable",
        "FixedStatusResponse",
        "Mapping",
        "Principal",
        "Protocol",
        "RangeStatusResponse",
        "Request",
        "Statuses",
        "Unimplemented",
        "ClassVar",
        "Literal",
        "PartHead",
        "Any",
        "Iterable",
        "AsyncIterable",
        "Handlers",
        "Security",
        "ServerSentEvent",
    )
)
_REQUEST_FIELDS = frozenset(("principal", "principals", "body", "media_type"))
_RESPONSE_FIELDS = frozenset(
    ("status", "statuses", "body", "media_type", "extra_headers")
)


class ResponseNames(Struct, frozen=True):
    """The class of a response, and the fields of its headers."""

    response: ir.Response
    class_name: Code
    headers: tuple[tuple[ir.Header, Code], ...]


class ServedNames(Struct, frozen=True):
    """The classes of an operation. `fields` has an item per parameter, None for constants."""

    symbols: OperationSymbols
    request: Code
    fields: tuple[Code | None, ...]
    responses: tuple[ResponseNames, ...]


class GroupNames(Struct, frozen=True):
    symbols: GroupSymbols
    unimplemented: Code
    operations: tuple[ServedNames, ...]


def server_names(symbols: Symbols) -> tuple[GroupNames, ...]:
    """The server's names of every group, in order."""
    return tuple(map(_group, symbols.groups))


def is_multipart(body: ir.Body | None) -> bool:
    """Whether a media type of the body is a multipart form."""
    contents = body.contents if body is not None else ()
    return any(codec_of(content) is BodyCodec.MULTIPART for content in contents)


def _group(group: GroupSymbols) -> GroupNames:
    scope = Scope(_RUNTIME | BUILTINS | {group.class_name})
    unimplemented = scope.claim(f"Unimplemented{group.class_name}")
    served = tuple(_operation(operation, scope) for operation in group.operations)
    return GroupNames(group, unimplemented, served)


def _operation(operation: OperationSymbols, scope: Scope) -> ServedNames:
    forms = is_multipart(operation.operation.body)
    fields = Scope(_REQUEST_FIELDS | {"parts"} if forms else _REQUEST_FIELDS)
    return ServedNames(
        operation,
        scope.claim(f"{operation.stem}Request"),
        tuple(
            None if name is None else fields.claim(name)
            for name in operation.parameters
        ),
        tuple(
            _response(operation, response, scope)
            for response in operation.operation.responses
        ),
    )


def _response(
    operation: OperationSymbols, response: ir.Response, scope: Scope
) -> ResponseNames:
    status = str(response.status)
    suffix = "Default" if status == "default" else status
    fields = Scope(_RESPONSE_FIELDS)
    return ResponseNames(
        response,
        scope.claim(f"{operation.stem}{suffix}"),
        tuple(
            (header, fields.claim(member_name(header.name, "header")))
            for header in response.headers
            if header.name.lower() != "content-type"  # OAS: "SHALL be ignored"
        ),
    )
