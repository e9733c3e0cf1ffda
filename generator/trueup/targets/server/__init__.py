"""The server: interfaces of handlers, the table of endpoints, security, the application.

`scaffold` plans the files that are written once and then belong to the user.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...emit.module_split import LIMIT, split
from ...emit.naming import Symbols
from ...render import Planned, runtime_files
from .. import Target
from ..api_names import name_api
from ..client import package_view, plan_shared
from ..module_files import PartsView, plan_module
from ..problems import report_server_problems
from .app import app_view
from .handlers import handler_parts_view, handler_steps, handlers_view
from .names import GroupNames, server_names
from .registry import registry_view
from .routes import endpoint_steps, endpoints_doc, routes_view
from .scaffold import scaffold
from .security import security_view

__all__ = ["TARGET", "plan", "scaffold"]


def plan(
    api: ir.Api, package: Package, report: Report, limit: int = LIMIT
) -> Iterator[Planned]:
    """Plan the files of the server; modules of more than `limit` steps are split."""
    symbols = name_api(api, package, report)
    if "client" not in package.targets:
        yield from plan_shared(api, package, symbols, limit)
        yield Planned(
            PurePosixPath("__init__.py"),
            "server/__init__.py.j2",
            package_view(api, symbols, package),
        )
    if not symbols.runtime.is_installed:
        yield from runtime_files("server")
    groups = server_names(symbols)
    for group in groups:
        yield from _plan_group(group, api, symbols, limit)
    registry = registry_view(groups, symbols.runtime)
    yield _planned("handlers/__init__.py", registry)
    yield _planned("routes/__init__.py", registry)
    yield _planned("security.py", security_view(api, symbols.runtime))
    yield _planned("app.py", app_view(api, symbols.runtime))
    yield _planned("__init__.py", app_view(api, symbols.runtime))
    report_server_problems(api, report)


def _plan_group(
    group: GroupNames, api: ir.Api, symbols: Symbols, limit: int
) -> Iterator[Planned]:
    """Plan the modules of a group's handlers and endpoints."""
    module = group.symbols.module
    yield from plan_module(
        f"server/handlers/{module}",
        "server/server/handlers/group.py.j2",
        split(group.operations, handler_steps, limit),
        partial(handlers_view, api, symbols, group),
        "server/server/handlers/parts.py.j2",
        partial(handler_parts_view, group),
    )
    yield from plan_module(
        f"server/routes/{module}",
        "server/server/routes/group.py.j2",
        split(group.operations, endpoint_steps, limit),
        partial(routes_view, api, symbols, group),
        "server/server/routes/parts.py.j2",
        partial(PartsView, endpoints_doc(group)),
    )


def _planned(path: str, view: object) -> Planned:
    template = f"server/server/{path}.j2"
    return Planned(PurePosixPath("server") / path, template, view)


TARGET = Target("server stub: routing, validation and security are generated", plan)
