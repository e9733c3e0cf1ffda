"""Files that are written once and then belong to the user: an application and handlers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...emit.identifiers import dotted_name
from ...emit.naming import GroupSymbols, assign_names
from ...emit.quoting import Code, comment, docstring, docstring_module
from ...render import Planned
from .names import GroupNames, server_names


class ScaffoldHandlersView(Struct, frozen=True):
    package: Code
    module: Code
    class_name: Code
    unimplemented: Code
    doc: Code
    class_doc: str
    todo: Code
    function: Code  # the first operation, as an example
    request: Code
    responses: tuple[Code, ...]


class ScaffoldAppView(Struct, frozen=True):
    doc: Code
    package: Code
    modules: tuple[Code, ...]
    groups: tuple[GroupSymbols, ...]
    is_secured: bool


def scaffold(api: ir.Api, package: Package) -> tuple[Planned, ...]:
    """Plan `app.py`, and one module per group in `handlers/`.

    Paths are relative to a folder that the user chooses. Existing files must not be
    overwritten.
    """
    groups = server_names(assign_names(api, Report(), package.names))
    app = Planned(
        PurePosixPath("app.py"), "scaffold/app.py.j2", _app(api, package, groups)
    )
    marker = Planned(
        PurePosixPath("handlers/__init__.py"),
        None,
        docstring_module("The handlers, one module per group."),
    )
    return (app, marker, *(_handlers(group, package) for group in groups))


def _app(
    api: ir.Api, package: Package, groups: Sequence[GroupNames]
) -> ScaffoldAppView:
    symbols = tuple(group.symbols for group in groups)
    return ScaffoldAppView(
        docstring(f"The server of {api.title}: `uvicorn app:app`."),
        dotted_name(package.name),
        tuple(sorted(group.module for group in symbols)),
        symbols,
        bool(api.security_schemes),
    )


def _handlers(group: GroupNames, package: Package) -> Planned:
    names, first = group.symbols, group.operations[0]
    title = names.group.name or "the API"
    methods = ", ".join(served.symbols.function for served in group.operations)
    view = ScaffoldHandlersView(
        package=dotted_name(package.name),
        module=names.module,
        class_name=names.class_name,
        unimplemented=group.unimplemented,
        doc=docstring(f"Handlers for the operations of {title}."),
        class_doc=names.group.doc or f"Handlers for the operations of {title}.",
        todo=comment(f"Methods that are not overridden here return 501: {methods}.", 4),
        function=first.symbols.function,
        request=first.request,
        responses=tuple(
            response_names.class_name for response_names in first.responses
        ),
    )
    path = PurePosixPath(f"handlers/{names.module}.py")
    return Planned(path, "scaffold/handlers/group.py.j2", view)
