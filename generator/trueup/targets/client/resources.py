"""The view of a group's module in `resources/`: methods, and the ways to call them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ... import ir
from ...emit.annotated_names import splits_parameters
from ...emit.annotations import AnnotationWriter
from ...emit.bodies import is_streamed
from ...emit.docstrings import operation_doc
from ...emit.error_classes import success_responses
from ...emit.identifiers import BUILTINS
from ...emit.imports import ImportGroups, Imports
from ...emit.module_split import LIMIT, part_names, split
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.quoting import Code, docstring
from ...emit.reserved import METHODS
from .expressions import result_of
from .signatures import Parameters, parameters_of


class MethodView(Struct, frozen=True):
    """One operation as a method."""

    name: Code
    parameters: Parameters
    splits_parameters: bool
    result: Code
    doc: Code
    has_data: bool
    streams: bool


class ResourceView(Struct, frozen=True):
    doc: Code
    class_doc: str
    imports: ImportGroups
    name: Code
    methods: tuple[MethodView, ...]
    has_streams: bool
    is_whole: bool  # not a part, of which the whole derives


class WholeView(Struct, frozen=True):
    """A group in parts: each of its classes derives from those of the parts."""

    doc: Code
    class_doc: str
    name: Code
    parts: tuple[Code, ...]
    streaming: tuple[Code, ...]  # parts that have operations to stream


def resource_runs(
    group: GroupSymbols, limit: int = LIMIT
) -> tuple[tuple[OperationSymbols, ...], ...]:
    """A group's operations, or those of its parts where they exceed `limit` steps."""
    return split(group.operations, _steps, limit)


def _steps(names: OperationSymbols) -> int:
    """Two methods with their annotations, and four views of an assignment and a call."""
    return 16 + 4 * len(names.parameters)


def whole_view(
    group: GroupSymbols, runs: Sequence[Sequence[OperationSymbols]]
) -> WholeView:
    """The view of `__init__.py` over a group's parts."""
    parts = part_names(len(runs))
    return WholeView(
        doc=_doc(group),
        class_doc=_class_doc(group),
        name=group.class_name,
        parts=parts,
        streaming=tuple(
            part
            for part, run in zip(parts, runs, strict=True)
            if any(map(_streams, run))
        ),
    )


def _doc(group: GroupSymbols) -> Code:
    title = group.group.name
    return docstring(f"{title} resource." if title else "Operations of the API.")


def _class_doc(group: GroupSymbols) -> str:
    return group.group.doc or f"Operations of {group.group.name or 'the API'}."


def resource_view(
    group: GroupSymbols,
    operations: Sequence[OperationSymbols],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> ResourceView:
    """The view of a group's module, or of a part with some of its operations.

    Operations whose responses can be streamed have two more views.
    """
    methods = frozenset(names.function for names in group.operations) | METHODS
    hidden = methods | {group.class_name}
    writer = AnnotationWriter(
        symbols.classes,
        symbols.representations,
        api.by_key,
        models="_models" if "models" in hidden else "models",
        hidden=hidden,
        builtins_hidden=hidden & BUILTINS,
    )
    dots = ".." if alone else "..."
    imports = Imports(writer, symbols.runtime, dots)
    imports.alias(f"{dots}operations", group.module, "_operations")
    imports.runtime("AsyncRawMethod", "AsyncResource", "RawMethod", "Resource")
    if alone:
        imports.add("functools", "cached_property")
    has_streams = any(map(_streams, operations))
    if has_streams:
        imports.runtime("AsyncStreamMethod", "StreamMethod")
    views = tuple(_method(names, imports) for names in operations)
    return ResourceView(
        doc=_doc(group),
        class_doc=_class_doc(group),
        imports=imports.groups(),
        name=group.class_name,
        methods=views,
        has_streams=has_streams,
        is_whole=alone,
    )


def _method(names: OperationSymbols, imports: Imports) -> MethodView:
    result = result_of(names.operation, imports)
    return MethodView(
        name=names.function,
        parameters=parameters_of(names, result.media_types, imports, column=8),
        splits_parameters=splits_parameters(result.annotation, 4),
        result=result.annotation,
        doc=operation_doc(names, 8),
        has_data=result.annotation != "None",
        streams=_streams(names),
    )


def _streams(names: OperationSymbols) -> bool:
    """Whether a response can be read piece by piece."""
    return any(
        is_streamed(content)
        for response in success_responses(names.operation)
        for content in response.contents
    )
