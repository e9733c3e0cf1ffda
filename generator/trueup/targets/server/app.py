"""An API to the view of `server/app.py` and of the server's front door."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.quoting import Code, docstring, pystr
from ...emit.syntax import bracket
from .paths import base_paths


class AppView(Struct, frozen=True):
    doc: Code
    base_paths: Code
    secured: bool


def app_view(api: ir.Api) -> AppView:
    """How the application is made."""
    paths = tuple(pystr(path) for path in base_paths(api.servers))
    return AppView(
        docstring(f"The server of {api.title} {api.version}."),
        bracket("BASE_PATHS: tuple[str, ...] = (", paths, ")"),
        bool(api.security_schemes),
    )
