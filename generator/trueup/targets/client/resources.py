"""A group to the view of its module in `resources/`: the four ways to call it."""

from __future__ import annotations

from msgspec import Struct

from ...layout import Named, bracket, lay
from ...python.errors import success_responses
from ...python.symbols import GroupSymbols, OperationSymbols
from ...quoting import Code, docstring
from .docs import summary
from .imports import from_import
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


def resource_view(group: GroupSymbols) -> ResourceView:
    """The view of a group. Answers that can be read piece by piece have two more."""
    streams = any(map(_streams, group.operations))
    title = group.group.name or "the API"
    doc = docstring(group.group.doc or f"Operations of {title}.", 4)
    return ResourceView(
        doc=docstring(f"What users call of {title}."),
        class_doc=doc,
        import_operations=Code(
            f"from ..operations import {group.module} as _operations"
        ),
        imports=from_import(
            ".._runtime", sorted(_RUNTIME + (_STREAMED if streams else ()))
        ),
        name=group.class_name,
        has_streams=streams,
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
            for names in group.operations
        ),
    )


_RUNTIME = ("AsyncMethod", "AsyncRawMethod", "AsyncResource") + (
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
    return lay(Named(Code(f"{name} = "), call), 4)
