"""A group to the view of its module in `resources/`: the four ways to call it."""

from __future__ import annotations

from dataclasses import dataclass

from ...layout import Named, bracket, lay
from ...python.symbols import GroupSymbols
from ...quoting import Code, docstring
from .docs import summary


@dataclass(frozen=True, slots=True)
class MethodView:
    sync: Code  # `cancel = Method(_operations.cancel)`
    sync_raw: Code
    awaited: Code
    awaited_raw: Code
    doc: Code


@dataclass(frozen=True, slots=True)
class ResourceView:
    doc: Code
    class_doc: Code
    import_operations: Code
    name: Code
    methods: tuple[MethodView, ...]


def resource_view(group: GroupSymbols) -> ResourceView:
    title = group.group.name or "the API"
    doc = docstring(group.group.doc or f"Operations of {title}.", 4)
    return ResourceView(
        doc=docstring(f"What users call of {title}."),
        class_doc=doc,
        import_operations=Code(
            f"from ..operations import {group.module} as _operations"
        ),
        name=group.class_name,
        methods=tuple(
            MethodView(
                _method(names.function, "Method"),
                _method(names.function, "RawMethod"),
                _method(names.function, "AsyncMethod"),
                _method(names.function, "AsyncRawMethod"),
                docstring(summary(names.operation), 4),
            )
            for names in group.operations
        ),
    )


def _method(name: Code, view: str) -> Code:
    call = bracket(f"{view}(", [Code(f"_operations.{name}")], ")")
    return lay(Named(Code(f"{name} = "), call), 4)
