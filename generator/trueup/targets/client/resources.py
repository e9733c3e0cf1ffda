"""A group to the view of its module in `resources/`: the four ways to call it."""

from __future__ import annotations

from dataclasses import dataclass

from ...python.symbols import GroupSymbols
from ...quoting import Code, docstring
from .docs import summary


@dataclass(frozen=True, slots=True)
class MethodView:
    name: Code
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
            MethodView(names.function, docstring(summary(names.operation), 4))
            for names in group.operations
        ),
    )
