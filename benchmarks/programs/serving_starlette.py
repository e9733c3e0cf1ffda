"""The shop in Starlette, msgspec and jsonschema-rs, written by hand."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import jsonschema_rs
import msgspec
from msgspec import Meta, Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .shop_data import ITEMS
from .shop_structs import Item, Order

_JSON = "application/json"

folder = Path(str(import_module("measured").__file__)).parent
document = msgspec.json.decode((folder / "schemas.json").read_bytes())
definitions = document["$defs"]
orders = jsonschema_rs.Draft202012Validator(
    {"$ref": "#/$defs/Order", "$defs": definitions}, validate_formats=True
)
items = msgspec.convert(ITEMS, list[Item])
order_decoder = msgspec.json.Decoder(Order)
encoder = msgspec.json.Encoder()


class Parameters(Struct):
    item: Annotated[int, Meta(ge=1)]
    quantity: Annotated[int, Meta(ge=1, le=1000)]
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]


def _invalid(errors: list[dict[str, str]]) -> Response:
    body = encoder.encode({"title": "Bad Request", "status": 400, "errors": errors})
    return Response(body, 400, media_type="application/problem+json")


async def ping(request: Request) -> Response:
    return Response(status_code=204)


async def list_items(request: Request) -> Response:
    return Response(encoder.encode(items), media_type=_JSON)


async def get_item(request: Request) -> Response:
    values = {**request.path_params, **request.query_params}
    try:
        parameters = msgspec.convert(values, Parameters, strict=False)
    except msgspec.ValidationError as error:
        return _invalid([{"detail": str(error)}])
    return Response(encoder.encode(items[parameters.item - 1]), media_type=_JSON)


async def create_order(request: Request) -> Response:
    content = await request.body()
    try:
        value: Any = msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        return _invalid([{"detail": str(error)}])
    if not orders.is_valid(value):
        return _invalid(
            [
                {
                    "pointer": "/".join(map(str, error.instance_path)),
                    "detail": error.message,
                }
                for error in orders.iter_errors(value)
            ]
        )
    return Response(
        encoder.encode(order_decoder.decode(content)), 201, media_type=_JSON
    )


app = Starlette(
    routes=[
        Route("/ping", ping),
        Route("/items", list_items),
        Route("/items/{item}", get_item),
        Route("/orders", create_order, methods=["POST"]),
    ]
)
