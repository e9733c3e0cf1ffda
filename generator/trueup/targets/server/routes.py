"""Views of the modules in `server/routes/`: tables of endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ... import ir
from ...emit.bodies import BodyCodec, codec_of
from ...emit.imports import ImportGroups, Imports, create_imports
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr_or_none
from ..module_files import ModulePart
from ..server_urls import base_paths
from .fields import request_type
from .names import GroupNames, ResponseNames, ServedNames


class InputView(Struct, frozen=True):
    """A parameter: the field of the request class, and its schema."""

    field: Code | None
    schema: Code | None
    required: bool


class ContentView(Struct, frozen=True):
    media_type: str
    schema: Code | None
    type: Code | None = None
    item_schema: Code | None = None


class EndpointHeaderView(Struct, frozen=True):
    name: str
    field: Code
    explode: bool
    media_type: Code | None
    schema: Code | None


class EndpointResponseView(Struct, frozen=True):
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
    responses: tuple[EndpointResponseView, ...]
    base_paths: tuple[str, ...]


class RoutesView(Struct, frozen=True):
    doc: Code
    module: Code
    imports: ImportGroups
    endpoints: tuple[EndpointView, ...]


def endpoint_steps(served: ServedNames) -> int:
    """Steps: calls of `Endpoint`, `Input`, `Intake`, `Content`, `EndpointResponse` and `Output`."""
    operation = served.symbols.operation
    contents = operation.body.contents if operation.body is not None else ()
    responses = (
        1 + len(response_names.response.contents) + 2 * len(response_names.headers)
        for response_names in served.responses
    )
    return 3 + len(operation.parameters) + len(contents) + sum(responses)


def endpoints_doc(group: GroupNames) -> Code:
    return docstring(f"Endpoint table of {group.symbols.group.name or 'the API'}.")


def routes_view(
    api: ir.Api, symbols: Symbols, group: GroupNames, part: ModulePart[ServedNames]
) -> RoutesView:
    """The view of a group's module, or of a part of it."""
    module = group.symbols.module
    imports = create_imports(api, symbols, part.dots)
    imports.alias(f"{part.dots}operations", module, "operations")
    imports.alias(f"{part.dots[1:]}handlers", module, "handlers")
    endpoints = tuple(_endpoint(served, imports) for served in part.items)
    return RoutesView(endpoints_doc(group), module, imports.groups(), endpoints)


def _endpoint(served: ServedNames, imports: Imports) -> EndpointView:
    operation = served.symbols.operation
    inputs = tuple(_inputs(served))
    contents = tuple(
        _request_content(content, imports)
        for content in (operation.body.contents if operation.body is not None else ())
    )
    imports.runtime("Endpoint", part="server")
    for name, is_used in (
        ("ParameterBinding", inputs),
        ("RequestBody", contents),
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
        responses=tuple(
            _response(response_names, imports) for response_names in served.responses
        ),
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
    annotation = request_type(content, imports)
    return ContentView(content.media_type, pystr_or_none(content.schema), annotation)


def _item_schema(content: ir.Content) -> str | None:
    """The schema of an item, if the body is encoded item by item."""
    is_sequence = codec_of(content) in (BodyCodec.EVENTS, BodyCodec.JSON_LINES)
    return content.item_schema if is_sequence else None


def _response(response_names: ResponseNames, imports: Imports) -> EndpointResponseView:
    imports.runtime("EndpointResponse", part="server")
    if response_names.response.contents:
        imports.runtime("Content", part="server")
    if response_names.headers:
        imports.runtime("Header")
        imports.runtime("HeaderBinding", part="server")
    return EndpointResponseView(
        str(response_names.response.status),
        response_names.class_name,
        tuple(
            ContentView(
                content.media_type,
                pystr_or_none(content.schema),
                item_schema=pystr_or_none(_item_schema(content)),
            )
            for content in response_names.response.contents
        ),
        tuple(
            EndpointHeaderView(
                header.name,
                name,
                header.explode,
                pystr_or_none(header.media_type),
                pystr_or_none(header.schema),
            )
            for header, name in response_names.headers
        ),
    )
