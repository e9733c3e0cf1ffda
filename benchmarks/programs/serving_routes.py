"""A server of 1,000 operations, of which the first and the last have handlers."""

from __future__ import annotations

from importlib import import_module
from typing import Any

server: Any = import_module("routed.server")
api: Any = import_module("routed.server.handlers.routes")


async def get0(self: object, request: Any, /) -> Any:
    return api.Get0204()


async def get999(self: object, request: Any, /) -> Any:
    return api.Get999204()


handlers = {"get0": get0, "get999": get999}
Routes = type("Routes", (api.UnimplementedRoutes,), handlers)
app = server.create_app(server.Handlers(routes=Routes()))
