"""All groups to the view that `handlers/__init__.py` and `routes/__init__.py` share."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ...emit.imports import ImportGroups, from_imports
from ...emit.quoting import Code
from ...emit.runtime import Runtime
from .names import GroupNames


class GroupView(Struct, frozen=True):
    module: Code
    class_name: Code
    unimplemented: Code


class RegistryView(Struct, frozen=True):
    runtime: Code
    is_installed: bool
    groups: tuple[GroupView, ...]
    handlers: ImportGroups
    routes: ImportGroups


def registry_view(groups: Sequence[GroupNames], runtime: Runtime) -> RegistryView:
    """The handlers of each group, and every endpoint."""
    views = tuple(_group(group) for group in groups)
    handlers = {
        f".{view.module}": _same(view.class_name, view.unimplemented) for view in views
    }
    routes = {".": _same(*(view.module for view in views))}
    return RegistryView(
        runtime.home("..."),
        runtime.is_installed,
        views,
        (tuple(from_imports(handlers)),),
        (tuple(from_imports(routes)),),
    )


def _group(group: GroupNames) -> GroupView:
    return GroupView(
        group.symbols.module, group.symbols.class_name, group.unimplemented
    )


def _same(*names: str) -> dict[str, str]:
    return dict(zip(names, names, strict=True))
