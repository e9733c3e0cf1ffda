"""Views of the modules in `resources/`: one method per operation."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.annotated_names import splits_parameters
from ...emit.bodies import is_streamed
from ...emit.docstrings import operation_doc
from ...emit.error_classes import success_responses
from ...emit.imports import ImportGroups, Imports, create_imports
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.quoting import Code, docstring, pystr
from ...emit.reserved import METHODS
from ..module_files import ModulePart
from .expressions import result_of
from .overloads import (
    OverloadView,
    StreamView,
    max_overloads,
    overloads_of,
    raw_overloads_of,
    raw_result,
    stream_of,
)
from .signatures import Parameters, parameters_of


class MethodView(Struct, frozen=True):
    """One operation as a method."""

    name: Code
    parameters: Parameters
    splits_parameters: bool
    result: Code
    doc: Code
    has_data: bool
    can_stream: bool
    deprecation: Code | None  # the text of a warning
    overloads: tuple[OverloadView, ...]
    raw_overloads: tuple[OverloadView, ...]
    raw: Code | None  # the result of the raw method, if it has overloads
    splits_raw: bool
    stream: (
        StreamView | None
    )  # the streaming method, if `accept` decides what it streams


class ResourceView(Struct, frozen=True):
    doc: Code
    class_doc: str
    imports: ImportGroups
    name: Code
    methods: tuple[MethodView, ...]
    has_streams: bool
    is_part: bool


class ResourcePartsView(Struct, frozen=True):
    """A group in parts: each class derives from those of the parts."""

    doc: Code
    class_doc: str
    name: Code
    parts: tuple[Code, ...]
    streaming: tuple[Code, ...]  # parts with responses that can be streamed


def method_steps(names: OperationSymbols) -> int:
    """Steps: two methods with annotations, and four assignments of a call; four methods
    for each overload, and two more where a response can be streamed."""
    overloads = max_overloads(names.operation) * (2 if can_stream(names) else 1)
    return (16 + 4 * len(names.parameters)) * (1 + overloads)


def resource_parts_view(
    group: GroupSymbols,
    runs: tuple[tuple[OperationSymbols, ...], ...],
    parts: tuple[Code, ...],
) -> ResourcePartsView:
    """The view of the `__init__.py` of a group in parts."""
    return ResourcePartsView(
        doc=_doc(group),
        class_doc=_class_doc(group),
        name=group.class_name,
        parts=parts,
        streaming=tuple(
            part
            for part, run in zip(parts, runs, strict=True)
            if any(map(can_stream, run))
        ),
    )


def _doc(group: GroupSymbols) -> Code:
    title = group.group.name
    return docstring(f"{title} resource." if title else "Operations of the API.")


def _class_doc(group: GroupSymbols) -> str:
    return group.group.doc or f"Operations of {group.group.name or 'the API'}."


def resource_view(
    api: ir.Api,
    symbols: Symbols,
    group: GroupSymbols,
    part: ModulePart[OperationSymbols],
) -> ResourceView:
    """The view of a group's module, or of a part of it."""
    methods = {names.function for names in group.operations}
    hidden = METHODS | methods | {group.class_name}
    imports = create_imports(api, symbols, part.dots, hidden, hidden)
    imports.alias(f"{part.dots}operations", group.module, "_operations")
    imports.runtime("AsyncResource", "Resource")
    if not part.is_part:
        imports.add("functools", "cached_property")
    has_streams = any(map(can_stream, part.items))
    views = tuple(_method(names, imports) for names in part.items)
    if any(view.can_stream and view.stream is None for view in views):
        imports.runtime("AsyncStreamMethod", "StreamMethod")
    if not all(view.raw_overloads for view in views):
        imports.runtime("AsyncRawMethod", "RawMethod")
    return ResourceView(
        doc=_doc(group),
        class_doc=_class_doc(group),
        imports=imports.groups(),
        name=group.class_name,
        methods=views,
        has_streams=has_streams,
        is_part=part.is_part,
    )


def _method(names: OperationSymbols, imports: Imports) -> MethodView:
    result = result_of(names.operation, imports)
    overloads = overloads_of(names, result, imports)
    raw_overloads = raw_overloads_of(names, result, imports)
    raw = raw_result(names, imports) if raw_overloads else None
    return MethodView(
        name=names.function,
        parameters=parameters_of(names, result.media_types, imports, column=8),
        splits_parameters=splits_parameters(result.annotation, 4),
        result=result.annotation,
        doc=operation_doc(names, 8),
        has_data=result.annotation != "None",
        can_stream=can_stream(names),
        deprecation=_deprecation(names.operation, imports),
        overloads=overloads,
        raw_overloads=raw_overloads,
        raw=raw,
        splits_raw=raw is not None and splits_parameters(raw, 4),
        stream=stream_of(names, result, imports),
    )


def _deprecation(operation: ir.Operation, imports: Imports) -> Code | None:
    if not operation.deprecated:
        return None
    imports.runtime("deprecated")
    return pystr(f"`{operation.method} {operation.path}` is deprecated")


def can_stream(names: OperationSymbols) -> bool:
    """Whether a successful response can be streamed."""
    return any(
        is_streamed(content)
        for response in success_responses(names.operation)
        for content in response.contents
    )
