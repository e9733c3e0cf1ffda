"""Views of the modules in `server/handlers/`: requests, responses, handlers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ... import ir
from ...emit.annotated_names import AnnotatedName, splits_parameters
from ...emit.annotation_expressions import or_none, subscript, union
from ...emit.docstrings import summary
from ...emit.imports import ImportGroups, Imports, create_imports
from ...emit.naming import Symbols
from ...emit.quoting import Code, comment, docstring, pyvalue
from ..framing_headers import is_set_by_server
from ..module_files import ModulePart
from .fields import body_fields, field, parameter_field, typed_field
from .names import GroupNames, ResponseNames, ServedNames, is_multipart
from .statuses import StatusesView, statuses

_HEADING_WIDTH = 75
_PARTS_DOC = "The header fields and the file name of each part of a form, by name."


class RequestView(Struct, frozen=True):
    name: Code
    doc: str
    fields: tuple[AnnotatedName, ...]


class ResponseClassView(Struct, frozen=True):
    """The class of a response with one status, or with one of several."""

    name: Code
    doc: str
    integer: Code  # `int`
    status: Code | None
    statuses: StatusesView | None
    fields: tuple[AnnotatedName, ...]


class MethodView(Struct, frozen=True):
    name: Code
    id: str
    request: Code
    result: Code  # the union of the response classes
    splits_parameters: bool
    doc: str


class OperationView(Struct, frozen=True):
    heading: Code
    request: RequestView
    responses: tuple[ResponseClassView, ...]
    method: MethodView


class HandlersView(Struct, frozen=True):
    doc: Code
    imports: ImportGroups
    is_part: bool
    exports: tuple[Code, ...]
    operations: tuple[OperationView, ...]
    protocol: Code
    protocol_doc: str
    unimplemented: Code
    heading: Code


class HandlerPartsView(Struct, frozen=True):
    """A group in parts: its classes derive from those of the parts."""

    doc: Code
    parts: tuple[Code, ...]
    protocol: Code
    protocol_doc: str
    unimplemented: Code


def handler_steps(served: ServedNames) -> int:
    """Steps: two methods with annotations, and classes with their fields.

    A field is one step, and its default is another. A body may have two fields, and a
    request class three more. A status may be a call.
    """
    operation = served.symbols.operation
    fields = sum(1 if parameter.required else 2 for parameter in operation.parameters)
    body = 0 if operation.body is None else 6
    principals = 3 if any(operation.security) else 0
    responses = sum(
        4
        + (3 if response_names.response.contents else 0)
        + sum(1 if header.required else 2 for header, _ in response_names.headers)
        for response_names in served.responses
    )
    return 5 + fields + body + principals + responses


def handler_parts_view(group: GroupNames, parts: tuple[Code, ...]) -> HandlerPartsView:
    """The view of the `__init__.py` of a group in parts."""
    return HandlerPartsView(
        doc=_doc(group),
        parts=parts,
        protocol=group.symbols.class_name,
        protocol_doc=_protocol_doc(group),
        unimplemented=group.unimplemented,
    )


def _doc(group: GroupNames) -> Code:
    return docstring(f"Requests, responses and handlers of {_title(group)}.")


def _protocol_doc(group: GroupNames) -> str:
    text = group.symbols.group.doc or f"Handlers for the operations of {_title(group)}."
    return (
        f"{text}\n\nA method may be an `async def`, or a `def`, which runs in a thread."
    )


def _title(group: GroupNames) -> str:
    return group.symbols.group.name or "the API"


def handlers_view(
    api: ir.Api, symbols: Symbols, group: GroupNames, part: ModulePart[ServedNames]
) -> HandlersView:
    """The view of a group's module, or of a part of it."""
    hidden = _hidden_names(group)
    imports = create_imports(api, symbols, part.dots, hidden, hidden)
    imports.add("typing", "Protocol")
    imports.runtime("MaybeAwaitable", "Request", "Unimplemented", part="server")
    views = tuple(_operation(served, api, imports) for served in part.items)
    exports = tuple(
        name
        for served in part.items
        for name in (
            served.request,
            *(response_names.class_name for response_names in served.responses),
        )
    )
    return HandlersView(
        doc=_doc(group),
        imports=imports.groups(),
        is_part=part.is_part,
        exports=exports,
        operations=views,
        protocol=group.symbols.class_name,
        protocol_doc=_protocol_doc(group),
        unimplemented=group.unimplemented,
        heading=_heading("handlers"),
    )


def _hidden_names(group: GroupNames) -> frozenset[str]:
    """Names of fields and methods, which hide builtins and modules in their classes."""
    names: set[str] = set()
    for served in group.operations:
        names.add(served.symbols.function)
        names.update(name for name in served.fields if name)
        for response_names in served.responses:
            names.update(name for _, name in response_names.headers)
    return frozenset(names)


def _operation(served: ServedNames, api: ir.Api, imports: Imports) -> OperationView:
    return OperationView(
        heading=_heading(served.symbols.function),
        request=_request(served, api, imports),
        responses=tuple(
            _response(response_names, served, imports)
            for response_names in served.responses
        ),
        method=_method(served, imports),
    )


def _heading(title: str) -> Code:
    """A comment that begins a section of the module."""
    return comment(f"{'-' * max(_HEADING_WIDTH - len(title), 3)} {title}")


def _request(served: ServedNames, api: ir.Api, imports: Imports) -> RequestView:
    operation = served.symbols.operation
    return RequestView(
        served.request,
        f"{summary(operation)}\n\n`{operation.method} {operation.path}`",
        tuple(_request_fields(served, api, imports)),
    )


def _request_fields(
    served: ServedNames, api: ir.Api, imports: Imports
) -> Iterator[AnnotatedName]:
    operation = served.symbols.operation
    for parameter, name in zip(operation.parameters, served.fields, strict=True):
        if name is not None:
            doc = _parameter_doc(parameter)
            yield parameter_field(name, parameter, doc, api, imports)
    if operation.body is not None and operation.body.contents:
        body = operation.body
        yield from body_fields(body.contents, imports, body.required, body.doc)
        if is_multipart(body):
            imports.add("collections.abc", "Mapping")
            imports.runtime("PartHead")
            str_, tuple_ = map(imports.writer.builtin, ("str", "tuple"))
            heads = subscript(tuple_, Code("PartHead"), Code("..."))
            annotation = subscript("Mapping", str_, heads)
            yield AnnotatedName(Code("parts"), annotation, Code("{}"), doc=_PARTS_DOC)
    yield from _principal_fields(operation, imports)


def _parameter_doc(parameter: ir.Parameter) -> str:
    parts = [parameter.doc.strip()] if parameter.doc.strip() else []
    if parameter.deprecated:
        parts.append("Deprecated.")
    return "\n\n".join(parts)


def _principal_fields(
    operation: ir.Operation, imports: Imports
) -> Iterator[AnnotatedName]:
    """The authenticated callers, if the operation has security requirements."""
    if not any(operation.security):
        return
    imports.runtime("Principal", part="server")
    required, principal = all(operation.security), Code("Principal")
    yield field(
        Code("principal"),
        principal if required else or_none(principal),
        required,
        "The authenticated caller.",
    )
    if any(len(alternative) > 1 for alternative in operation.security):
        imports.add("collections.abc", "Mapping")
        annotation = subscript("Mapping", imports.writer.builtin("str"), principal)
        yield field(
            Code("principals"), annotation, True, "The authenticated caller, by scheme."
        )


def _response(
    response_names: ResponseNames, served: ServedNames, imports: Imports
) -> ResponseClassView:
    response = response_names.response
    code = response.status.code
    imports.add("typing", "ClassVar")
    if code is None:
        imports.runtime("RangeStatusResponse", "Statuses", part="server")
    else:
        imports.runtime("FixedStatusResponse", part="server")
    return ResponseClassView(
        name=response_names.class_name,
        doc=response.doc or f"Status {response.status}.",
        integer=imports.writer.builtin("int"),
        status=None if code is None else pyvalue(code),
        statuses=(
            statuses(response.status, served.symbols.operation.responses)
            if code is None
            else None
        ),
        fields=tuple(_response_fields(response_names, imports)),
    )


def _response_fields(
    response_names: ResponseNames, imports: Imports
) -> Iterator[AnnotatedName]:
    response = response_names.response
    if response.contents:
        yield from body_fields(response.contents, imports, True, is_request=False)
    for header, name in response_names.headers:
        required = header.required and not is_set_by_server(header.name)
        doc = f"`{header.name}`" + (f": {header.doc}" if header.doc.strip() else ".")
        yield typed_field(name, header.type, required, doc, imports)


def _method(served: ServedNames, imports: Imports) -> MethodView:
    responses = [response_names.class_name for response_names in served.responses]
    if not responses:
        imports.runtime("AnyHandlerResponse", part="server")
    result = union(responses or [Code("AnyHandlerResponse")])
    return MethodView(
        name=served.symbols.function,
        id=served.symbols.operation.id,
        request=served.request,
        result=result,
        splits_parameters=splits_parameters(subscript("MaybeAwaitable", result), 4),
        doc=summary(served.symbols.operation),
    )
