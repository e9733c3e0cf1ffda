"""What is written once and belongs to the user: an application and its handlers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from ... import ir
from ...config import Package
from ...diagnostics import Report
from ...emit.naming import assign_names
from ...emit.quoting import Code, comment, docstring
from ...emit.syntax import bracket, from_import
from ...render import Planned
from .names import GroupNames, server_names


class GroupView(Struct, frozen=True):
    doc: Code
    imports: Code
    head: Code
    class_doc: Code
    todo: Code
    example: Code


class AppView(Struct, frozen=True):
    doc: Code
    imports: Code
    handlers: Code
    secured: bool


def scaffold(api: ir.Api, package: Package) -> tuple[Planned, ...]:
    """`app.py` and one module a group in `handlers/`, all of it the user's to edit.

    Paths are relative to wherever the user wants them. Whoever writes them must not
    touch what is there already.
    """
    groups = server_names(assign_names(api, Report(), package.names))
    app = Planned(
        PurePosixPath("app.py"), "scaffold/app.py.j2", _app(api, package, groups)
    )
    marker = Planned(
        PurePosixPath("handlers/__init__.py"),
        None,
        Code(docstring("The handlers, one module a group.") + "\n"),
    )
    return (app, marker, *(_handlers(group, package) for group in groups))


def _app(api: ir.Api, package: Package, groups: Sequence[GroupNames]) -> AppView:
    rows = [
        Code(f"{g.symbols.module}={g.symbols.module}.{g.symbols.class_name}()")
        for g in groups
    ]
    exported = ["Handlers", "create_app"]
    if api.security_schemes:
        exported = ["Handlers", "Security", "create_app"]
    lines = [
        from_import(f"{package.name}.server", exported),
        from_import("handlers", sorted(g.symbols.module for g in groups)),
    ]
    return AppView(
        docstring(f"The server of {api.title}: `uvicorn app:app`."),
        Code("\n\n".join(lines)),
        bracket("handlers = Handlers(", rows, ")"),
        bool(api.security_schemes),
    )


def _handlers(group: GroupNames, package: Package) -> Planned:
    names = group.symbols
    title = names.group.name or "the API"
    methods = ", ".join(served.symbols.function for served in group.operations)
    view = GroupView(
        docstring(f"Answers the operations of {title}."),
        Code(f"from {package.name}.server.handlers import {names.module} as api"),
        Code(f"class {names.class_name}(api.{group.unimplemented}):"),
        docstring(names.group.doc or f"Answers the operations of {title}.", 4),
        comment(f"Each method that is not written here answers 501: {methods}.", 4),
        _example(group),
    )
    path = PurePosixPath(f"handlers/{names.module}.py")
    return Planned(path, "scaffold/handlers/group.py.j2", view)


def _example(group: GroupNames) -> Code:
    """The first method's head, as a comment."""
    first = group.operations[0]
    answer = (
        " | ".join(f"api.{reply.class_name}" for reply in first.replies) or "object"
    )
    head = f"async def {first.symbols.function}(self, request: api.{first.request}, /)"
    return Code(f"#     {head} -> (\n    #         {answer}\n    #     ):")
