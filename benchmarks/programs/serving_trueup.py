"""The shop as trueup generates it, with handlers."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .shop_data import ITEMS

models: Any = import_module("measured.models")
server: Any = import_module("measured.server")
api: Any = import_module("measured.server.handlers.shop")
client: Any = import_module("measured._runtime.client")

items = client.convert(list[models.Item], ITEMS)


async def ping(self: object, request: Any, /) -> Any:
    return api.Ping204()


async def list_items(self: object, request: Any, /) -> Any:
    return api.ListItems200(body=items)


async def get_item(self: object, request: Any, /) -> Any:
    return api.GetItem200(body=items[request.item_id - 1])


async def create_order(self: object, request: Any, /) -> Any:
    return api.CreateOrder201(body=request.body)


handlers = (ping, list_items, get_item, create_order)
Shop = type("Shop", (), {handler.__name__: handler for handler in handlers})
app = server.create_app(server.Handlers(shop=Shop()))
