"""The view of `server/app.py` and `server/__init__.py`."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.quoting import Code, docstring
from ...emit.runtime import Runtime
from ..server_urls import base_paths


class AppView(Struct, frozen=True):
    doc: Code
    runtime: Code
    is_installed: bool
    base_paths: tuple[str, ...]


def app_view(api: ir.Api, runtime: Runtime) -> AppView:
    """The view of the application."""
    doc = docstring(f"The server of {api.title} {api.version}.")
    paths = base_paths(api.servers)
    return AppView(doc, runtime.home(".."), runtime.is_installed, paths)
