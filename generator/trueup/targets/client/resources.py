"""A group to the view of its module in `resources/`: the four ways to call it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ...python.errors import success_responses
from ...python.symbols import GroupSymbols, OperationSymbols
from ...python.syntax import bracket, from_import, prefix
from ...quoting import Code, docstring
from .docs import summary
from .parts import LIMIT, derived, import_parts, part_names, split
from .wire import is_streamed


class MethodView(Struct, frozen=True):
    sync: Code  # `cancel = Method(_operations.cancel)`
    sync_raw: Code
    awaited: Code
    awaited_raw: Code
    streams: bool
    stream: Code
    awaited_stream: Code
    doc: Code


class ResourceView(Struct, frozen=True):
    doc: Code
    class_doc: Code
    import_operations: Code
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
    return split(group.operations, lambda _: _STEPS, limit)


_STEPS = 12  # six views, each an assignment and a call


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
    return docstring(f"What users call of {group.group.name or 'the API'}.")


def _class_doc(group: GroupSymbols) -> Code:
    title = group.group.name or "the API"
    return docstring(group.group.doc or f"Operations of {title}.", 4)


def resource_view(
    group: GroupSymbols, operations: Sequence[OperationSymbols], *, alone: bool
) -> ResourceView:
    """The view of a group's module, or of a part with some of its operations.

    Operations whose responses can be streamed have two more views.
    """
    streams = any(map(_streams, operations))
    dots = ".." if alone else "..."
    imported = from_import(
        f"{dots}_runtime", sorted(_RUNTIME + (_STREAMED if streams else ()))
    )
    cached = "from functools import cached_property\n\n" if alone else ""
    return ResourceView(
        doc=_doc(group),
        class_doc=_class_doc(group),
        import_operations=Code(
            f"from {dots}operations import {group.module} as _operations"
        ),
        imports=Code(cached + imported),
        name=group.class_name,
        has_streams=streams,
        is_whole=alone,
        methods=tuple(
            MethodView(
                _method(names.function, "Method"),
                _method(names.function, "RawMethod"),
                _method(names.function, "AsyncMethod"),
                _method(names.function, "AsyncRawMethod"),
                _streams(names),
                _method(names.function, "StreamMethod"),
                _method(names.function, "AsyncStreamMethod"),
                docstring(summary(names.operation), 4),
            )
            for names in operations
        ),
    )


_RUNTIME = (
    "AsyncMethod",
    "AsyncRawMethod",
    "AsyncResource",
    "Method",
    "RawMethod",
    "Resource",
)
_STREAMED = ("AsyncStreamMethod", "StreamMethod")


def _streams(names: OperationSymbols) -> bool:
    """Whether an answer can be read piece by piece."""
    return any(
        is_streamed(content)
        for response in success_responses(names.operation)
        for content in response.contents
    )


def _method(name: Code, view: str) -> Code:
    call = bracket(f"{view}(", [Code(f"_operations.{name}")], ")")
    return prefix(f"{name} = ", call)
