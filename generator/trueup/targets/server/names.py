"""Names that only the server has: request and reply classes, their fields.

Knows the shared symbols; knows no template.
"""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.bodies import BodyCodec, codec_of
from ...emit.identifiers import BUILTINS, Scope, member_name
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.quoting import Code

_RUNTIME = frozenset(
    (
        "AnyReply",
        "Answered",
        "FixedReply",
        "Mapping",
        "Principal",
        "Protocol",
        "RangeReply",
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
_OF_FORMS = frozenset(("parts",))
_REPLY_FIELDS = frozenset(("status", "statuses", "body", "media_type", "extra_headers"))


class ReplyNames(Struct, frozen=True):
    """A response's class, and a field for each of its headers."""

    response: ir.Response
    class_name: Code
    headers: tuple[tuple[ir.Header, Code], ...]


class ServedNames(Struct, frozen=True):
    """An operation's classes. `fields` goes with its parameters; constants have none."""

    symbols: OperationSymbols
    request: Code
    fields: tuple[Code | None, ...]
    replies: tuple[ReplyNames, ...]


class GroupNames(Struct, frozen=True):
    symbols: GroupSymbols
    unimplemented: Code
    operations: tuple[ServedNames, ...]


def server_names(symbols: Symbols) -> tuple[GroupNames, ...]:
    """The server's names for every group, in order."""
    return tuple(map(_group, symbols.groups))


def request_fields(operation: OperationSymbols) -> tuple[Code | None, ...]:
    """The field of the request class for each parameter; None for a constant."""
    forms = is_multipart(operation.operation.body)
    scope = Scope(_REQUEST_FIELDS | _OF_FORMS if forms else _REQUEST_FIELDS)
    return tuple(
        (None if name is None else scope.claim(name))
        for given, name in zip(
            operation.operation.parameters, operation.parameters, strict=True
        )
    )


def is_multipart(body: ir.Body | None) -> bool:
    """Whether a body can be a form whose parts have heads."""
    contents = body.contents if body is not None else ()
    return any(codec_of(content) is BodyCodec.MULTIPART for content in contents)


def _group(group: GroupSymbols) -> GroupNames:
    scope = Scope(_RUNTIME | BUILTINS | {group.class_name})
    unimplemented = scope.claim(f"Unimplemented{group.class_name}")
    served = tuple(_operation(operation, scope) for operation in group.operations)
    return GroupNames(group, unimplemented, served)


def _operation(operation: OperationSymbols, scope: Scope) -> ServedNames:

    return ServedNames(
        operation,
        scope.claim(f"{operation.stem}Request"),
        request_fields(operation),
        tuple(
            _reply(operation, response, scope)
            for response in operation.operation.responses
        ),
    )


def _reply(
    operation: OperationSymbols, response: ir.Response, scope: Scope
) -> ReplyNames:
    status = str(response.status)
    suffix = "Default" if status == "default" else status
    fields = Scope(_REPLY_FIELDS)
    return ReplyNames(
        response,
        scope.claim(f"{operation.stem}{suffix}"),
        tuple(
            (header, fields.claim(member_name(header.name, "header")))
            for header in response.headers
            if header.name.lower() != "content-type"  # OAS: "SHALL be ignored"
        ),
    )
