"""The shop in FastAPI and pydantic."""

from __future__ import annotations

import datetime
import uuid
from typing import Annotated, Literal

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.params import Path, Query
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter

from .shop_data import ITEMS

Kind = Literal["book", "game", "tool"]


class Item(BaseModel):
    id: int
    name: str
    price: float
    weight: float
    in_stock: bool = Field(alias="inStock")
    kind: Kind
    created: datetime.datetime
    tags: list[str]
    note: str | None


class Order(BaseModel):
    id: uuid.UUID
    customer: Annotated[str, Field(min_length=1, max_length=100)]
    email: Annotated[str, Field(pattern="^[^@ ]+@[^@ ]+$")]
    placed: AwareDatetime
    express: bool
    quantity: Annotated[int, Field(ge=1, le=1000)]
    price: Annotated[float, Field(ge=0)]
    weight: Annotated[float, Field(gt=0)]
    discount: Annotated[int, Field(ge=0, le=100)]
    kind: Kind
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    city: Annotated[str, Field(min_length=1)]
    street: Annotated[str, Field(min_length=1)]
    tags: Annotated[list[Annotated[str, Field(min_length=1)]], Field(max_length=10)]
    note: Annotated[str | None, Field(max_length=200)]


items = TypeAdapter(list[Item]).validate_python(ITEMS)
app = FastAPI()


@app.exception_handler(RequestValidationError)
async def invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return JSONResponse({"title": "Bad Request", "errors": error.errors()}, 400)


@app.get("/ping", status_code=204)
async def ping() -> None:
    return None


@app.get("/items")
async def list_items() -> list[Item]:
    return items


@app.get("/items/{item_id}")
async def get_item(
    item_id: Annotated[int, Path(ge=1)],
    quantity: Annotated[int, Query(ge=1, le=1000)],
    currency: Annotated[str, Query(pattern="^[A-Z]{3}$")],
) -> Item:
    return items[item_id - 1]


@app.post("/orders", status_code=201)
async def create_order(order: Order) -> Order:
    return order
