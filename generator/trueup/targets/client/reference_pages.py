"""Views of the reference documentation of a distribution: a page for each resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
from ...emit.quoting import Code, mdcode, mdfenced, mdtext, pyvalue
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
    location: Code
    is_required: bool
    doc: Code


class DocumentedResponse(Struct, frozen=True):
    """A row of the table of results, or of errors."""

    status: Code
    error: Code | None
    type: Code | None
    doc: Code


class DocBlock(Struct, frozen=True):
    """A paragraph of a text, or an item of a list."""

    is_item: bool
    text: Code


class DocumentedOperation(Struct, frozen=True):
    name: Code
    request: Code
    doc: tuple[DocBlock, ...]
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
    doc: tuple[DocBlock, ...]
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
                mdtext(group.group.doc.strip().split("\n\n")[0]),
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
        doc=tuple(_blocks(group.group.doc)),
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
        doc=tuple(_operation_doc(operation)),
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


def _operation_doc(operation: ir.Operation) -> Iterator[DocBlock]:
    has_more = operation.doc.strip() not in ("", operation.summary.strip())
    if operation.summary or not has_more:
        yield DocBlock(False, mdtext(summary(operation)))
    if has_more:
        yield from _blocks(operation.doc)


def _blocks(text: str) -> Iterator[DocBlock]:
    """The paragraphs of a text; the lines of a list are items."""
    for paragraph in text.replace("\r\n", "\n").split("\n\n"):
        lines: list[str] = []
        for line in paragraph.strip().split("\n"):
            is_item = line.lstrip().startswith(("- ", "* "))
            if lines and is_item:
                yield _block(lines)
                lines = []
            lines.append(line.strip())
        if any(lines):
            yield _block(lines)


def _block(lines: Sequence[str]) -> DocBlock:
    text = " ".join(lines)
    is_item = text.startswith(("- ", "* "))
    return DocBlock(is_item, mdtext(text[2:] if is_item else text))


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
            location=_location(parameter, argument, operation),
            is_required=argument.default is None,
            doc=mdtext(_parameter_doc(parameter, argument, operation)),
        )


def _location(
    parameter: ir.Parameter | None, declared: AnnotatedName, operation: ir.Operation
) -> Code:
    if parameter is not None:
        return mdtext(f"{parameter.location.value} {parameter.name}")
    if declared.name == "body" and operation.body is not None:
        return mdtext(", ".join(c.media_type for c in operation.body.contents))
    return Code("header Accept") if declared.name == "accept" else Code("Content-Type")


def _parameter_doc(
    parameter: ir.Parameter | None, declared: AnnotatedName, operation: ir.Operation
) -> str:
    if parameter is None:
        is_body = declared.name == "body" and operation.body is not None
        return operation.body.doc if is_body and operation.body is not None else ""
    default = parameter.default
    more = "" if default is ir.ABSENT else f" Default: {pyvalue(default)}."
    return f"{parameter.doc}{more}{' Deprecated.' if parameter.deprecated else ''}"


def _results(operation: ir.Operation, imports: Imports) -> Iterator[DocumentedResponse]:
    for response in success_responses(operation):
        type_ = _type(response.contents, imports)
        yield DocumentedResponse(
            mdtext(str(response.status)), None, type_, mdtext(response.doc)
        )


def _errors(names: OperationSymbols, imports: Imports) -> Iterator[DocumentedResponse]:
    docs = {str(r.status): r.doc for r in names.operation.responses}
    for status, error in names.errors.items():
        yield DocumentedResponse(
            mdtext("any other" if status == "default" else status),
            error.name,
            _type(error.contents, imports),
            mdtext(docs.get(status, "")),
        )


def _type(contents: Iterable[ir.Content], imports: Imports) -> Code | None:
    """The type of a body, in a cell of a table."""
    types = dict.fromkeys(
        body_type(content, imports).annotation for content in contents
    )
    return mdcode(union(types)) if types else None
