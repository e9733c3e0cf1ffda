"""Orders of guests."""

from __future__ import annotations

import builtins
import datetime
import uuid
from collections.abc import Iterator, Mapping
from typing import Literal, Unpack

from trueup_runtime.client import (
    Call,
    CallOptions,
    EventStream,
    Header,
    Headers,
    Json,
    Operation,
    Path,
    Query,
    ResponseSpec,
    StreamCall,
    UnsetType,
)

from .. import errors, headers, models

LIST = Operation(
    "listOrders",
    "GET",
    "/orders",
    parameters=(
        Query("status"),
        Query("placed_after"),
        Query("limit"),
        Query("cursor", deprecated=True),
    ),
    responses={
        200: ResponseSpec(Json(models.OrderPage), headers=headers.XTotalCountHeaders)
    },
    errors={400: errors.BadRequestError, "default": errors.DefaultError},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def list(
    *,
    status: (
        builtins.list[models.OrderStatus | str]
        | builtins.list[models.OrderStatus]
        | None
        | UnsetType
    ) = None,
    placed_after: datetime.datetime | None | UnsetType = None,
    limit: int | None | UnsetType = None,
    cursor: str | None | UnsetType = None,
    **call_options: Unpack[CallOptions],
) -> Call[models.OrderPage, headers.XTotalCountHeaders]:
    """List orders.

    Lists the orders of today, the newest first.

    Args:
        status: Only orders in one of these states.
        limit: How many orders a page holds. Default: 20.
        cursor: Deprecated.

    Raises:
        errors.BadRequestError: 400: The request is not valid.
        errors.DefaultError: any other status: Something went wrong.
    """
    return Call(LIST, (status, placed_after, limit, cursor), options=call_options)


CREATE = Operation(
    "createOrder",
    "POST",
    "/orders",
    parameters=(Header("Idempotency-Key"),),
    bodies=(Json(models.Order),),
    body_required=True,
    responses={201: ResponseSpec(Json(models.Order), headers=headers.LocationHeaders)},
    errors={
        400: errors.BadRequestError,
        409: errors.ConflictError,
        "4XX": errors.ClientError,
        503: errors.ServiceUnavailableError,
    },
    security=((("oauth", ("orders.write",)),), (("apiKey", ()), ("session", ()))),
)


def create(
    *,
    body: models.Order | Mapping[str, object],
    idempotency_key: str | None | UnsetType = None,
    **call_options: Unpack[CallOptions],
) -> Call[models.Order, headers.LocationHeaders]:
    """Place an order.

    Args:
        idempotency_key: Makes a repeated request safe.

    Raises:
        errors.BadRequestError: 400: The request is not valid.
        errors.ConflictError: 409: The table has an open order.
        errors.ClientError: 4XX: Something went wrong.
        errors.ServiceUnavailableError: 503: The kitchen is closed.
    """
    return Call(CREATE, (idempotency_key,), body=body, options=call_options)


GET = Operation(
    "getOrder",
    "GET",
    "/orders/{order_id}",
    parameters=(Path("order_id"),),
    responses={200: ResponseSpec(Json(models.Order))},
    errors={404: errors.NotFoundError},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def get(
    order_id: uuid.UUID, **call_options: Unpack[CallOptions]
) -> Call[models.Order, Headers]:
    """Get an order.

    Args:
        order_id: The order's id.

    Raises:
        errors.NotFoundError: 404: Something went wrong.
    """
    return Call(GET, (order_id,), options=call_options)


REPLACE = Operation(
    "replaceOrder",
    "PUT",
    "/orders/{order_id}",
    parameters=(Path("order_id"),),
    bodies=(Json(models.Order),),
    body_required=True,
    responses={200: ResponseSpec(Json(models.Order)), 204: ResponseSpec()},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def replace(
    order_id: uuid.UUID,
    *,
    body: models.Order | Mapping[str, object],
    **call_options: Unpack[CallOptions],
) -> Call[models.Order | None, Headers]:
    """Replace an order.

    Args:
        order_id: The order's id.
    """
    return Call(REPLACE, (order_id,), body=body, options=call_options)


UPDATE = Operation(
    "updateOrder",
    "PATCH",
    "/orders/{order_id}",
    parameters=(Path("order_id"),),
    bodies=(Json(models.OrderPatch, "application/merge-patch+json"),),
    responses={200: ResponseSpec(Json(models.Order))},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def update(
    order_id: uuid.UUID,
    *,
    body: models.OrderPatch | Mapping[str, object] | None = None,
    **call_options: Unpack[CallOptions],
) -> Call[models.Order, Headers]:
    """Change an order.

    Args:
        order_id: The order's id.
    """
    return Call(UPDATE, (order_id,), body=body, options=call_options)


DELETE = Operation(
    "deleteOrder",
    "DELETE",
    "/orders/{order_id}",
    parameters=(Path("order_id"),),
    responses={204: ResponseSpec()},
    errors={404: errors.NotFoundError},
    security=((("basic", ()),), ()),
)


def delete(
    order_id: uuid.UUID, **call_options: Unpack[CallOptions]
) -> Call[None, Headers]:
    """Delete an order.

    Deprecated.

    Args:
        order_id: The order's id.

    Raises:
        errors.NotFoundError: 404: Something went wrong.
    """
    return Call(DELETE, (order_id,), options=call_options)


CANCEL = Operation(
    "post_orders_by_order_id_cancel",
    "POST",
    "/orders/{order_id}/cancel",
    parameters=(Path("order_id"), Query("reason", required=True)),
    responses={202: ResponseSpec(Json(models.PostOrdersByOrderIdCancelResponse202))},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def cancel(
    order_id: uuid.UUID,
    *,
    reason: Literal["too-late", "changed mind", 404],
    **call_options: Unpack[CallOptions],
) -> Call[models.PostOrdersByOrderIdCancelResponse202, Headers]:
    """Cancel an order.

    Args:
        order_id: The order's id.
    """
    return Call(CANCEL, (order_id, reason), options=call_options)


WATCH_ORDER = Operation(
    "watchOrder",
    "GET",
    "/orders/{order_id}/events",
    parameters=(Path("order_id"), Header("Last-Event-ID")),
    responses={
        200: ResponseSpec(
            EventStream(models.OrderEvent, data=True),
            Json(builtins.list[models.OrderEvent]),
        )
    },
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
    servers=("https://events.kitchen.example/v1",),
)


def watch_order(
    order_id: uuid.UUID,
    *,
    last_event_id: str | None | UnsetType = None,
    accept: Literal["text/event-stream", "application/json"] = "text/event-stream",
    **call_options: Unpack[CallOptions],
) -> StreamCall[
    Iterator[models.OrderEvent] | builtins.list[models.OrderEvent],
    models.OrderEvent,
    Headers,
]:
    """Follow an order.

    Args:
        order_id: The order's id.
    """
    return StreamCall(
        WATCH_ORDER, (order_id, last_event_id), accept=accept, options=call_options
    )
