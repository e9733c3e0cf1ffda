"""All groups to the view that `handlers/__init__.py` and `routes/__init__.py` share."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ...emit.quoting import Code
from ...emit.runtime import Runtime
from ...emit.syntax import bracket, declare, from_import
from .names import GroupNames


class GroupView(Struct, frozen=True):
    field: Code


class RegistryView(Struct, frozen=True):
    has_groups: bool
    runtime: Code
    is_installed: bool
    groups: tuple[GroupView, ...]
    import_handlers: Code
    import_routes: Code
    endpoints: Code


def registry_view(groups: Sequence[GroupNames], runtime: Runtime) -> RegistryView:
    """Who answers each group, and every endpoint."""
    rows = [Code(f"*{group.symbols.module}.ENDPOINTS") for group in groups]
    modules = sorted(group.symbols.module for group in groups)
    return RegistryView(
        bool(groups),
        runtime.home("..."),
        runtime.is_installed,
        tuple(_group(group) for group in groups),
        Code("\n".join(sorted(_import(group) for group in groups))),
        from_import(".", modules),
        bracket("ENDPOINTS: tuple[Endpoint, ...] = (", rows, ")"),
    )


def _group(group: GroupNames) -> GroupView:
    symbols = group.symbols
    default = bracket("field(", [Code(f"default_factory={group.unimplemented}")], ")")
    return GroupView(declare(symbols.module, symbols.class_name, default))


def _import(group: GroupNames) -> Code:
    names = sorted((group.symbols.class_name, group.unimplemented))
    return from_import(f".{group.symbols.module}", names)
