"""The shop in Litestar and msgspec."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import msgspec

from .shop_data import ITEMS
from .shop_structs import Item, Order

# Not installed with what the tests need, so type checkers do not know it.
litestar: Any = import_module("litestar")
Parameter: Any = import_module("litestar.params").Parameter

items = msgspec.convert(ITEMS, list[Item])


async def ping() -> None:
    return None


async def list_items() -> list[Item]:
    return items


async def get_item(
    item_id: Annotated[int, Parameter(ge=1)],
    quantity: Annotated[int, Parameter(ge=1, le=1000)],
    currency: Annotated[str, Parameter(pattern="^[A-Z]{3}$")],
) -> Item:
    return items[item_id - 1]


async def create_order(data: Order) -> Order:
    return data


app = litestar.Litestar(
    route_handlers=[
        litestar.get("/ping", status_code=204)(ping),
        litestar.get("/items")(list_items),
        litestar.get("/items/{item_id:int}")(get_item),
        litestar.post("/orders", status_code=201)(create_order),
    ],
    openapi_config=None,
)
