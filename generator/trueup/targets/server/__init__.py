"""The server: contracts of handlers, the table of endpoints, security, the application.

`plan` is the table of contents; each module beside this one makes one file's view.
`scaffold` plans what is written once and belongs to the user from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...python.symbols import symbols
from ...render import Later, Planned, templates_under
from .. import Target
from ..client import package_doc, plan_shared
from .app import app_view
from .handlers import handlers_view
from .names import server_names
from .problems import report_ambiguous_queries, report_untellable
from .registry import registry_view
from .routes import routes_view
from .scaffold import scaffold
from .security import security_view

__all__ = ["TARGET", "plan", "scaffold"]


def plan(api: ir.Api, package: Package, report: Report) -> Iterator[Planned]:
    """Every file that a server needs."""
    names = symbols(api, report, package.names)
    yield from plan_shared(api, names)
    if "client" not in package.targets:
        yield Planned(PurePosixPath("__init__.py"), None, package_doc(api))
    for path in templates_under("server/server/_runtime"):
        template = f"server/server/_runtime/{path}"
        yield Planned(PurePosixPath("server/_runtime") / path, template)
    servers = server_names(names)
    for group in servers:
        weight = len(group.symbols.operations) // 2
        handlers = PurePosixPath(f"server/handlers/{group.symbols.module}.py")
        yield Planned(
            handlers,
            "server/server/handlers/group.py.j2",
            Later(partial(handlers_view, group, api, names), weight),
        )
        routes = PurePosixPath(f"server/routes/{group.symbols.module}.py")
        yield Planned(
            routes,
            "server/server/routes/group.py.j2",
            Later(partial(routes_view, group, api, names), weight),
        )
    registry = registry_view(servers)
    yield _planned("handlers/__init__.py", registry)
    yield _planned("routes/__init__.py", registry)
    yield _planned("security.py", security_view(api))
    yield _planned("app.py", app_view(api))
    yield _planned("__init__.py", app_view(api))
    report_untellable(api, report)
    report_ambiguous_queries(api, report)


def _planned(path: str, view: object) -> Planned:
    template = f"server/server/{path}.j2"
    return Planned(PurePosixPath("server") / path, template, view)


TARGET = Target("server stub: routing, validation and security are generated", plan)
