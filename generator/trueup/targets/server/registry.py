"""The view of `server/handlers/__init__.py` and `server/routes/__init__.py`."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ...emit.imports import ImportGroups, Imports
from ...emit.runtime import Runtime
from .names import GroupNames


class RegistryView(Struct, frozen=True):
    groups: tuple[GroupNames, ...]
    handler_imports: ImportGroups
    route_imports: ImportGroups


def registry_view(groups: Sequence[GroupNames], runtime: Runtime) -> RegistryView:
    """The view of the handlers of all groups, and of all endpoints."""
    handlers = Imports(runtime, "...")
    handlers.add("dataclasses", "dataclass", *(("field",) if groups else ()))
    routes = Imports(runtime, "...")
    routes.runtime("Endpoint", part="server")
    for group in groups:
        symbols = group.symbols
        handlers.add(f".{symbols.module}", symbols.class_name, group.unimplemented)
        routes.add(".", symbols.module)
    return RegistryView(tuple(groups), handlers.groups(), routes.groups())
