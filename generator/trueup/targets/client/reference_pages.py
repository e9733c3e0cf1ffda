"""Views of the reference documentation of a distribution: a page for each resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ... import ir
from ...config import Package
from ...emit.annotated_names import AnnotatedName
from ...emit.annotation_expressions import union
from ...emit.bodies import body_type
from ...emit.docstrings import summary
from ...emit.error_classes import success_responses
from ...emit.identifiers import dotted_name
from ...emit.imports import Imports, create_imports
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.quoting import Code, mdcode, mdtext, pyvalue
from ...emit.rich_text import mdblocks, mdfenced, mdline
from .example_calls import CalledOperation
from .expressions import result_of
from .readme import CallBlock, call_block
from .readme_examples import example_of
from .resources import can_stream
from .signatures import Parameters, parameters_of


class DocumentedParameter(Struct, frozen=True):
    """A row of the table of parameters."""

    name: Code
    type: Code
    location: Code | None
    sent_name: Code
    is_required: bool
    doc: Code
    default: Code | None
    is_deprecated: bool


class DocumentedResponse(Struct, frozen=True):
    """A row of the table of results, or of errors."""

    status: Code
    error: Code | None
    type: Code | None
    doc: Code


class DocumentedOperation(Struct, frozen=True):
    name: Code
    request: Code
    doc: Code
    is_deprecated: bool
    can_stream: bool
    signature: Parameters
    result: Code
    parameters: tuple[DocumentedParameter, ...]
    results: tuple[DocumentedResponse, ...]
    errors: tuple[DocumentedResponse, ...]
    example: CallBlock | None


class ReferencePageView(Struct, frozen=True):
    package: Code
    module: Code
    doc: Code
    operations: tuple[DocumentedOperation, ...]


class ResourceRow(Struct, frozen=True):
    """A row of the table of resources."""

    module: Code
    doc: Code
    operations: tuple[Code, ...]


class ReferenceIndexView(Struct, frozen=True):
    title: Code
    package: Code
    resources: tuple[ResourceRow, ...]


def reference_index_view(
    api: ir.Api, symbols: Symbols, package: Package
) -> ReferenceIndexView:
    """The view of the page that lists the resources."""
    return ReferenceIndexView(
        title=mdtext(api.title or package.name),
        package=dotted_name(package.name),
        resources=tuple(
            ResourceRow(
                group.module,
                mdline(group.group.doc.strip().split("\n\n")[0]),
                tuple(names.function for names in group.operations),
            )
            for group in symbols.groups
        ),
    )


def reference_page_view(
    api: ir.Api, symbols: Symbols, package: Package, group: GroupSymbols
) -> ReferencePageView:
    """The view of the page of a resource."""
    return ReferencePageView(
        package=dotted_name(package.name),
        module=group.module,
        doc=mdblocks(group.group.doc),
        operations=tuple(
            _operation(api, symbols, CalledOperation(group, names))
            for names in group.operations
        ),
    )


def _operation(
    api: ir.Api, symbols: Symbols, subject: CalledOperation
) -> DocumentedOperation:
    names, operation = subject.names, subject.operation
    imports = create_imports(api, symbols, ".")
    result = result_of(operation, imports)
    parameters = parameters_of(names, result.media_types, imports)
    example = example_of(api, symbols, subject)
    return DocumentedOperation(
        name=names.function,
        request=mdcode(f"{operation.method} {operation.path}"),
        doc=_operation_doc(operation),
        is_deprecated=operation.deprecated,
        can_stream=can_stream(names),
        signature=Parameters(
            tuple(map(_in_markdown, parameters.positional)),
            tuple(map(_in_markdown, parameters.keywords)),
        ),
        result=mdfenced(result.annotation),
        parameters=tuple(_parameters(names, parameters)),
        results=tuple(_results(operation, imports)),
        errors=tuple(_errors(names, imports)),
        example=None if example is None else call_block(api, example),
    )


def _in_markdown(declared: AnnotatedName) -> AnnotatedName:
    default = None if declared.default is None else mdfenced(declared.default)
    annotation = mdfenced(declared.annotation)
    return replace(declared, annotation=annotation, default=default)


def _operation_doc(operation: ir.Operation) -> Code:
    has_more = operation.doc.strip() not in ("", operation.summary.strip())
    if not has_more:
        return mdline(summary(operation))
    return mdblocks(f"{operation.summary}\n\n{operation.doc}")


def _parameters(
    names: OperationSymbols, declared: Parameters
) -> Iterator[DocumentedParameter]:
    operation = names.operation
    described = {
        name: parameter
        for parameter, name in zip(operation.parameters, names.parameters, strict=True)
        if name is not None
    }
    for argument in (*declared.positional, *declared.keywords):
        parameter = described.get(argument.name)
        yield DocumentedParameter(
            name=argument.name,
            type=mdcode(argument.annotation),
            location=None if parameter is None else _location(parameter),
            sent_name=mdcode(_sent_name(parameter, argument, operation)),
            is_required=argument.default is None,
            doc=mdline(_parameter_doc(parameter, argument, operation)),
            default=_default(parameter),
            is_deprecated=parameter is not None and parameter.deprecated,
        )


def _location(parameter: ir.Parameter) -> Code:
    return mdtext(parameter.location.value)


def _sent_name(
    parameter: ir.Parameter | None, declared: AnnotatedName, operation: ir.Operation
) -> str:
    """The name of a parameter in requests; the media types of a body."""
    if parameter is not None:
        return parameter.name
    if declared.name == "body" and operation.body is not None:
        return ", ".join(content.media_type for content in operation.body.contents)
    return "Accept" if declared.name == "accept" else "Content-Type"


def _parameter_doc(
    parameter: ir.Parameter | None, declared: AnnotatedName, operation: ir.Operation
) -> str:
    if parameter is not None:
        return parameter.doc
    is_body = declared.name == "body" and operation.body is not None
    return operation.body.doc if is_body and operation.body is not None else ""


def _default(parameter: ir.Parameter | None) -> Code | None:
    if parameter is None or parameter.default is ir.ABSENT:
        return None
    return mdcode(pyvalue(parameter.default))


def _results(operation: ir.Operation, imports: Imports) -> Iterator[DocumentedResponse]:
    for response in success_responses(operation):
        type_ = _type(response.contents, imports)
        yield DocumentedResponse(
            mdtext(str(response.status)), None, type_, mdline(response.doc)
        )


def _errors(names: OperationSymbols, imports: Imports) -> Iterator[DocumentedResponse]:
    docs = {str(r.status): r.doc for r in names.operation.responses}
    for status, error in names.errors.items():
        yield DocumentedResponse(
            mdtext("any other" if status == "default" else status),
            error.name,
            _type(error.contents, imports),
            mdline(docs.get(status, "")),
        )


def _type(contents: Iterable[ir.Content], imports: Imports) -> Code | None:
    """The type of a body, in a cell of a table."""
    types = dict.fromkeys(
        body_type(content, imports).annotation for content in contents
    )
    return mdcode(union(types)) if types else None
