"""The view of a group's module in `resources/`: methods, and the ways to call them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.docstrings import operation_doc
from ...emit.error_classes import success_responses
from ...emit.identifiers import BUILTINS
from ...emit.imports import Module, identifiers, import_lines, sibling
from ...emit.module_split import LIMIT, derived, import_parts, part_names, split
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.quoting import WIDTH, Code, docstring
from ...emit.reserved import METHODS
from ...emit.runtime import Runtime
from ...emit.syntax import from_import
from . import expressions
from .signatures import parameters_of


class MethodView(Struct, frozen=True):
    """One operation as a method. `arguments` pass its parameters on."""

    name: Code
    parameters: Code
    result: Code
    arguments: Code
    doc: Code
    has_data: bool
    streams: bool


class ResourceView(Struct, frozen=True):
    doc: Code
    class_doc: Code
    imports: Code
    name: Code
    methods: tuple[MethodView, ...]
    has_streams: bool
    is_whole: bool  # not a part, of which the whole derives


class WholeView(Struct, frozen=True):
    """A group of parts: heads of its classes, each of which derives from its parts."""

    doc: Code
    class_doc: Code
    imports: Code
    name: Code
    sync: Code
    sync_raw: Code
    awaited: Code
    awaited_raw: Code
    has_streams: bool
    stream: Code
    awaited_stream: Code


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
    name = group.class_name
    modules = part_names(len(runs))
    streaming = [
        module
        for module, run in zip(modules, runs, strict=True)
        if any(map(_streams, run))
    ]

    def head(prefix: str, among: Sequence[Code] = modules) -> Code:
        return derived(Code(prefix + name), among)

    return WholeView(
        doc=_doc(group),
        class_doc=_class_doc(group),
        imports=import_parts(len(runs)),
        name=name,
        sync=head(""),
        sync_raw=head("Raw"),
        awaited=head("Async"),
        awaited_raw=head("AsyncRaw"),
        has_streams=bool(streaming),
        stream=head("Stream", streaming),
        awaited_stream=head("AsyncStream", streaming),
    )


def _doc(group: GroupSymbols) -> Code:
    title = group.group.name
    return docstring(f"{title} resource." if title else "Operations of the API.")


def _class_doc(group: GroupSymbols) -> Code:
    title = group.group.name or "the API"
    return docstring(group.group.doc or f"Operations of {title}.", 4)


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
    module = Module(writer, {}, {})
    views = tuple(_method(names, symbols, module) for names in operations)
    has_streams = any(map(_streams, operations))
    return ResourceView(
        doc=_doc(group),
        class_doc=_class_doc(group),
        imports=_imports(
            group, symbols.runtime, views, module, has_streams, alone=alone
        ),
        name=group.class_name,
        has_streams=has_streams,
        is_whole=alone,
        methods=views,
    )


_VIEWS = ("AsyncRawMethod", "AsyncResource", "RawMethod", "Resource")
_STREAM_VIEWS = ("AsyncStreamMethod", "StreamMethod")


def _imports(
    group: GroupSymbols,
    home: Runtime,
    views: Sequence[MethodView],
    module: Module,
    has_streams: bool,
    *,
    alone: bool,
) -> Code:
    writer, dots = module.writer, ".." if alone else "..."
    annotations = " ".join(f"{view.parameters} {view.result}" for view in views)
    used = identifiers(annotations)
    siblings = [
        f"{name} as _{name}" if name in writer.hidden else name
        for name in ("models",)
        if sibling(module, name) in used
    ]
    lines = [from_import(dots, siblings)] if siblings else []
    runtime = {name for name in module.runtime if name in used}
    runtime.update(_VIEWS, _STREAM_VIEWS if has_streams else ())
    abstract = [
        name for name in ("AsyncIterable", "Iterable", "Iterator") if name in used
    ]
    operations = from_import(f"{dots}operations", [f"{group.module} as _operations"])
    return import_lines(
        writer.imports(),
        writer,
        home,
        sorted(runtime),
        *lines,
        last=(operations,),
        dots=dots,
        abstract=abstract,
        is_cached=alone,
    )


def _method(names: OperationSymbols, symbols: Symbols, module: Module) -> MethodView:
    operation = names.operation
    reply = expressions.replies(names, symbols, module.writer)
    contents = operation.body.contents if operation.body is not None else ()
    bodies = [expressions.body(content, module.writer) for content in contents]
    module.runtime.update(dict.fromkeys(sorted(reply.runtime)))
    for part in bodies:
        module.runtime.update(dict.fromkeys((part.runtime, *part.names)))
    parameters = parameters_of(names, bodies, reply.media_types, module, column=8)
    # A trailing comma asks both formatters to break the line at the parameters.
    comma = "," if 4 + len(f") -> {reply.annotation}:") > WIDTH else ""
    declared = ", ".join((Code("self"), *parameters.declared))
    return MethodView(
        name=names.function,
        parameters=Code(f"{declared}{comma}"),
        result=reply.annotation,
        arguments=Code(", ".join(parameters.passed)),
        doc=operation_doc(names, 8),
        has_data=reply.annotation != "None",
        streams=_streams(names),
    )


def _streams(names: OperationSymbols) -> bool:
    """Whether an answer can be read piece by piece."""
    return any(
        expressions.is_streamed(content)
        for response in success_responses(names.operation)
        for content in response.contents
    )
