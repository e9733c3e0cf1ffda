"""An API to the view of `server/app.py` and of the server's front door."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.quoting import Code, docstring, pystr
from ...emit.runtime import Runtime
from ...emit.syntax import bracket
from .paths import base_paths


class AppView(Struct, frozen=True):
    doc: Code
    runtime: Code
    is_installed: bool
    base_paths: Code
    secured: bool


def app_view(api: ir.Api, runtime: Runtime) -> AppView:
    """How the application is made."""
    paths = tuple(pystr(path) for path in base_paths(api.servers))
    return AppView(
        docstring(f"The server of {api.title} {api.version}."),
        runtime.home(".."),
        runtime.is_installed,
        bracket("BASE_PATHS: tuple[str, ...] = (", paths, ")"),
        bool(api.security_schemes),
    )
