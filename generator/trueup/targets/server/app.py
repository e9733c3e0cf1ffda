"""An API to the view of `server/app.py` and of the server's `__init__.py`."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.quoting import Code, docstring
from ...emit.runtime import Runtime
from .paths import base_paths


class AppView(Struct, frozen=True):
    doc: Code
    runtime: Code
    is_installed: bool
    base_paths: tuple[str, ...]


def app_view(api: ir.Api, runtime: Runtime) -> AppView:
    """The application of an API."""
    doc = docstring(f"The server of {api.title} {api.version}.")
    return AppView(
        doc, runtime.home(".."), runtime.is_installed, base_paths(api.servers)
    )
