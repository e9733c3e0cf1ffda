"""A group to the view of its module in `server/routes/`: the table of its endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.bodies import SERVER_SENT_EVENT
from ...emit.imports import ImportGroups, Imports
from ...emit.module_split import LIMIT, part_names, split
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr_or_none
from .bodies import request_type
from .names import GroupNames, ReplyNames, ServedNames
from .paths import base_paths


class InputView(Struct, frozen=True):
    """A parameter of a request: the field that holds it, and its schema."""

    field: Code | None
    schema: Code | None
    required: bool


class ContentView(Struct, frozen=True):
    media_type: str
    schema: Code | None
    type: Code | None = None


class EndpointHeaderView(Struct, frozen=True):
    name: str
    field: Code
    explode: bool
    media_type: Code | None
    schema: Code | None


class EndpointReplyView(Struct, frozen=True):
    status: str
    class_name: Code
    contents: tuple[ContentView, ...]
    headers: tuple[EndpointHeaderView, ...]


class EndpointView(Struct, frozen=True):
    constant: Code
    function: Code
    request: Code
    inputs: tuple[InputView, ...]
    contents: tuple[ContentView, ...]  # of the body
    body_required: bool
    replies: tuple[EndpointReplyView, ...]
    base_paths: tuple[str, ...]


class RoutesView(Struct, frozen=True):
    doc: Code
    module: Code
    imports: ImportGroups
    endpoints: tuple[EndpointView, ...]


class WholeView(Struct, frozen=True):
    """The endpoints of a group in parts."""

    doc: Code
    parts: tuple[Code, ...]


def route_runs(
    group: GroupNames, limit: int = LIMIT
) -> tuple[tuple[ServedNames, ...], ...]:
    """A group's operations, or those of its parts where they exceed `limit` steps."""
    return split(group.operations, _steps, limit)


def _steps(served: ServedNames) -> int:
    """Each call is one: `Endpoint`, `Input`, `Intake`, `Content`, `Answer`, `Output`."""
    operation = served.symbols.operation
    contents = operation.body.contents if operation.body is not None else ()
    answers = (
        1 + len(reply.response.contents) + 2 * len(reply.headers)
        for reply in served.replies
    )
    return 3 + len(operation.parameters) + len(contents) + sum(answers)


def whole_view(group: GroupNames, count: int) -> WholeView:
    """The view of `__init__.py` over so many parts of a group."""
    return WholeView(_doc(group), part_names(count))


def _doc(group: GroupNames) -> Code:
    return docstring(f"Endpoint table of {group.symbols.group.name or 'the API'}.")


def routes_view(
    group: GroupNames,
    operations: Sequence[ServedNames],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> RoutesView:
    """The endpoints of some operations of a group, or of all."""
    writer = AnnotationWriter(
        symbols.classes, symbols.representations, api.by_key, models="models"
    )
    dots, module = "..." if alone else "....", group.symbols.module
    imports = Imports(writer, symbols.runtime, dots)
    imports.alias(f"{dots}operations", module, "operations")
    imports.alias(f"{dots[1:]}handlers", module, "handlers")
    endpoints = tuple(_endpoint(served, imports) for served in operations)
    return RoutesView(_doc(group), module, imports.groups(), endpoints)


def _endpoint(served: ServedNames, imports: Imports) -> EndpointView:
    operation = served.symbols.operation
    inputs = tuple(_inputs(served))
    contents = tuple(
        _request_content(content, imports)
        for content in (operation.body.contents if operation.body is not None else ())
    )
    imports.runtime("Endpoint", part="server")
    for name, is_used in (
        ("Input", inputs),
        ("Intake", contents),
        ("Content", contents),
    ):
        if is_used:
            imports.runtime(name, part="server")
    return EndpointView(
        constant=served.symbols.constant,
        function=served.symbols.function,
        request=served.request,
        inputs=inputs,
        contents=contents,
        body_required=operation.body is not None and operation.body.required,
        replies=tuple(_reply(reply, imports) for reply in served.replies),
        base_paths=base_paths(operation.servers) if operation.servers else (),
    )


def _inputs(served: ServedNames) -> Iterator[InputView]:
    for parameter, name in zip(
        served.symbols.operation.parameters, served.fields, strict=True
    ):
        yield InputView(
            pystr_or_none(name), pystr_or_none(parameter.schema), parameter.required
        )


def _request_content(content: ir.Content, imports: Imports) -> ContentView:
    annotation = request_type(content, imports.writer)
    if SERVER_SENT_EVENT in annotation:
        imports.runtime(SERVER_SENT_EVENT)
    return ContentView(content.media_type, pystr_or_none(content.schema), annotation)


def _reply(reply: ReplyNames, imports: Imports) -> EndpointReplyView:
    imports.runtime("Answer", part="server")
    if reply.response.contents:
        imports.runtime("Content", part="server")
    if reply.headers:
        imports.runtime("Header")
        imports.runtime("Output", part="server")
    return EndpointReplyView(
        str(reply.response.status),
        reply.class_name,
        tuple(
            ContentView(content.media_type, pystr_or_none(content.schema))
            for content in reply.response.contents
        ),
        tuple(
            EndpointHeaderView(
                header.name,
                name,
                header.explode,
                pystr_or_none(header.media_type),
                pystr_or_none(header.schema),
            )
            for header, name in reply.headers
        ),
    )
