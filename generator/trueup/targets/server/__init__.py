"""The server: contracts of handlers, the table of endpoints, security, the application.

`plan` is the table of contents; each module beside this one makes one file's view.
`scaffold` plans what is written once and belongs to the user from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...emit.module_split import LIMIT
from ...emit.naming import Symbols, assign_names
from ...render import Planned, runtime_files
from .. import Target
from ..client import package_view, plan_shared, runtime_of
from ..module_files import plan_module
from . import handlers, routes
from .app import app_view
from .names import GroupNames, server_names
from .problems import (
    report_ambiguous_queries,
    report_expensive_schemas,
    report_untellable,
)
from .registry import registry_view
from .scaffold import scaffold
from .security import security_view

__all__ = ["TARGET", "plan", "scaffold"]


def plan(
    api: ir.Api, package: Package, report: Report, limit: int = LIMIT
) -> Iterator[Planned]:
    """Every file that a server needs. No module has many more steps than `limit`."""
    names = assign_names(api, report, package.names, runtime_of(package))
    if "client" not in package.targets:
        yield from plan_shared(api, package, names, limit)
        yield Planned(
            PurePosixPath("__init__.py"),
            "server/__init__.py.j2",
            package_view(api, names),
        )
    if not names.runtime.is_installed:
        yield from runtime_files("server")
    servers = server_names(names)
    for group in servers:
        yield from _group(group, api, names, limit)
    registry = registry_view(servers, names.runtime)
    yield _planned("handlers/__init__.py", registry)
    yield _planned("routes/__init__.py", registry)
    yield _planned("security.py", security_view(api, names.runtime))
    yield _planned("app.py", app_view(api, names.runtime))
    yield _planned("__init__.py", app_view(api, names.runtime))
    report_untellable(api, report)
    report_ambiguous_queries(api, report)
    report_expensive_schemas(api, report)


def _group(
    group: GroupNames, api: ir.Api, names: Symbols, limit: int
) -> Iterator[Planned]:
    """What a group's handlers take and answer, and its endpoints."""
    module = group.symbols.module
    served = handlers.handler_runs(group, limit)
    alone = len(served) == 1
    yield from plan_module(
        f"server/handlers/{module}",
        "server/server/handlers/group.py.j2",
        [handlers.handlers_view(group, run, api, names, alone=alone) for run in served],
        lambda count: (
            "server/server/handlers/parts.py.j2",
            handlers.whole_view(group, count),
        ),
    )
    routed = routes.route_runs(group, limit)
    alone = len(routed) == 1
    template = "server/server/routes/group.py.j2"
    yield from plan_module(
        f"server/routes/{module}",
        template,
        [routes.routes_view(group, run, api, names, alone=alone) for run in routed],
        lambda count: (
            "server/server/routes/parts.py.j2",
            routes.whole_view(group, count),
        ),
    )


def _planned(path: str, view: object) -> Planned:
    template = f"server/server/{path}.j2"
    return Planned(PurePosixPath("server") / path, template, view)


TARGET = Target("server stub: routing, validation and security are generated", plan)
