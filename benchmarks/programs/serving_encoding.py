"""A list of 100 items with nulls, floats and decimals, encoded by trueup and by msgspec."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal

import msgspec

from trueup_runtime.client import Model, encode


class Product(Model, rename="camel"):
    id: int
    name: str
    price: Decimal
    weight: float
    in_stock: bool
    kind: str
    created: datetime.datetime
    tags: list[str]
    note: str | None


PRODUCTS = [
    Product(
        id=number,
        name=f"A product with the number {number}",
        price=Decimal(number) / 4,
        weight=number / 7 + 0.1,
        in_stock=number % 3 == 0,
        kind="book",
        created=datetime.datetime(2026, 1, 2, 3, 4, number % 60, tzinfo=datetime.UTC),
        tags=["one", "two", "three"],
        note=None if number % 10 == 5 else "Handle with care",
    )
    for number in range(1, 101)
]
TYPE = list[Product]
_MSGSPEC = msgspec.json.Encoder(decimal_format="number")
assert encode(PRODUCTS, TYPE) == _MSGSPEC.encode(PRODUCTS)

ENCODERS: Mapping[str, Callable[[], object]] = {
    "trueup": lambda: encode(PRODUCTS, TYPE),
    "msgspec": lambda: _MSGSPEC.encode(PRODUCTS),
}
