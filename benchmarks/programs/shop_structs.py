"""The classes of `serving.yaml` for msgspec, by hand, with its constraints."""

from __future__ import annotations

import datetime
import uuid
from typing import Annotated, Literal

from msgspec import Meta, Struct

Kind = Literal["book", "game", "tool"]


class Item(Struct, kw_only=True, rename="camel"):
    id: int
    name: str
    price: float
    weight: float
    in_stock: bool
    kind: Kind
    created: datetime.datetime
    tags: list[str]
    note: str | None


class Order(Struct, kw_only=True):
    id: uuid.UUID
    customer: Annotated[str, Meta(min_length=1, max_length=100)]
    email: Annotated[str, Meta(pattern="^[^@ ]+@[^@ ]+$")]
    placed: Annotated[datetime.datetime, Meta(tz=True)]
    express: bool
    quantity: Annotated[int, Meta(ge=1, le=1000)]
    price: Annotated[float, Meta(ge=0)]
    weight: Annotated[float, Meta(gt=0)]
    discount: Annotated[int, Meta(ge=0, le=100)]
    kind: Kind
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    city: Annotated[str, Meta(min_length=1)]
    street: Annotated[str, Meta(min_length=1)]
    tags: Annotated[list[Annotated[str, Meta(min_length=1)]], Meta(max_length=10)]
    note: Annotated[str, Meta(max_length=200)] | None
