"""Views of the modules in `operations/`: one sans-I/O function per operation."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ... import ir
from ...emit.annotated_names import splits_parameters
from ...emit.annotation_expressions import subscript
from ...emit.bodies import is_chosen
from ...emit.docstrings import operation_doc
from ...emit.identifiers import dotted_name
from ...emit.imports import ImportGroups, Imports, create_imports
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.quoting import Code, docstring, pystr_or_none, pyvalue
from ..module_files import ModulePart
from ..server_urls import default_url
from .expressions import (
    BodyView,
    ParameterView,
    ReplyView,
    body_view,
    parameter_view,
    reply_views,
    result_of,
    status_key,
)
from .signatures import Parameters, parameters_of


class ErrorRow(Struct, frozen=True):
    status: Code
    error: Code


class OperationView(Struct, frozen=True):
    """The constant that describes an operation, and the function that returns its call."""

    constant: Code
    id: str
    method: str
    path: str
    parameters: tuple[ParameterView, ...]
    bodies: tuple[BodyView, ...]
    body_required: bool
    has_replies: bool
    replies: tuple[ReplyView, ...]
    errors: tuple[ErrorRow, ...]
    security: Code | None
    accept: Code | None
    servers: tuple[str, ...]
    function: FunctionView


class FunctionView(Struct, frozen=True):
    name: Code
    parameters: Parameters
    splits_parameters: bool
    result: Code
    doc: Code
    call: Code  # `Call` or `StreamCall`
    arguments: tuple[Code, ...]
    has_body: bool
    has_content_type: bool
    has_accept: bool


class OperationsView(Struct, frozen=True):
    doc: Code
    imports: ImportGroups
    is_part: bool
    exports: tuple[Code, ...]
    operations: tuple[OperationView, ...]


def operation_steps(names: OperationSymbols) -> int:
    """Steps: two definitions, annotations, and a call for each described object."""
    operation = names.operation
    bodies = list(operation.body.contents) if operation.body is not None else []
    for response in operation.responses:
        bodies += response.contents
    parts = [part for content in bodies for part in content.parts]
    headers = sum(len(part.headers) for part in parts)
    described = len(operation.parameters) + len(operation.responses) + len(bodies)
    return 5 + described + len(parts) + headers


def operations_doc(group: GroupSymbols) -> Code:
    """The docstring of the module."""
    return docstring(
        group.group.doc or f"Operations of {group.group.name or 'the API'}."
    )


def operations_view(
    api: ir.Api,
    symbols: Symbols,
    group: GroupSymbols,
    part: ModulePart[OperationSymbols],
) -> OperationsView:
    """The view of a group's module, or of a part of it."""
    functions = frozenset(names.function for names in group.operations)
    imports = create_imports(api, symbols, part.dots, functions, functions)
    imports.runtime("Operation")
    views = tuple(_operation(names, symbols, imports) for names in part.items)
    return OperationsView(
        doc=operations_doc(group),
        imports=imports.groups(),
        is_part=part.is_part,
        exports=tuple(
            name for names in part.items for name in (names.constant, names.function)
        ),
        operations=views,
    )


def _operation(
    names: OperationSymbols, symbols: Symbols, imports: Imports
) -> OperationView:
    operation = names.operation
    contents = operation.body.contents if operation.body is not None else ()
    return OperationView(
        constant=names.constant,
        id=operation.id,
        method=operation.method,
        path=operation.path,
        parameters=tuple(
            parameter_view(parameter, imports) for parameter in operation.parameters
        ),
        bodies=tuple(
            body_view(content, imports, is_request=True) for content in contents
        ),
        body_required=operation.body is not None and operation.body.required,
        has_replies=bool(operation.responses),
        replies=reply_views(operation, symbols, imports),
        errors=tuple(_errors(names, imports)),
        security=_security(operation),
        accept=pystr_or_none(operation.accept),
        servers=tuple(map(default_url, operation.servers)),
        function=_function(names, imports),
    )


def _errors(names: OperationSymbols, imports: Imports) -> Iterator[ErrorRow]:
    for error in names.errors.values():
        name = dotted_name(f"{imports.sibling('errors')}.{error.name}")
        yield ErrorRow(status_key(error.status), name)


def _security(operation: ir.Operation) -> Code | None:
    """`((("oauth2", ()),),)`: alternatives, each a set of schemes with their scopes."""
    if not operation.security:
        return None
    return pyvalue(
        tuple(
            tuple((need.scheme, need.scopes) for need in alternative)
            for alternative in operation.security
        )
    )


def _function(names: OperationSymbols, imports: Imports) -> FunctionView:
    operation = names.operation
    result = result_of(operation, imports)
    parameters = parameters_of(names, result.media_types, imports)
    call = Code("Call") if result.item is None else Code("StreamCall")
    imports.runtime(call)
    if names.headers is None:
        imports.runtime("Headers")
        headers = Code("Headers")
    else:
        headers = dotted_name(f"{imports.sibling('headers')}.{names.headers.name}")
    item = () if result.item is None else (result.item,)
    annotation = subscript(call, result.annotation, *item, headers)
    contents = operation.body.contents if operation.body is not None else ()
    return FunctionView(
        name=names.function,
        parameters=parameters,
        splits_parameters=splits_parameters(annotation),
        result=annotation,
        doc=operation_doc(names, 4),
        call=call,
        arguments=tuple(name for name in names.parameters if name is not None),
        has_body=bool(contents),
        has_content_type=is_chosen(contents),
        has_accept=len(result.media_types) > 1,
    )
