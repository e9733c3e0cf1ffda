"""Endpoint table of Orders."""

from __future__ import annotations

from trueup_runtime.client import Header
from trueup_runtime.server import Answer, Content, Endpoint, Input, Intake, Output

from ... import models
from ...operations import orders as operations
from ..handlers import orders as handlers

ENDPOINTS = (
    Endpoint(
        operations.LIST,
        "orders",
        "list",
        handlers.ListRequest,
        inputs=(
            Input("status", "#/$defs/listOrders.status"),
            Input("placed_after", "#/$defs/listOrders.placed_after"),
            Input("limit", "#/$defs/listOrders.limit"),
            Input("cursor", "#/$defs/listOrders.cursor"),
        ),
        answers=(
            Answer(
                "200",
                handlers.List200,
                contents=(Content("application/json", "#/$defs/OrderPage"),),
                headers=(
                    Output(
                        "x_total_count",
                        Header("X-Total-Count"),
                        "#/$defs/listOrders.response.200.X-Total-Count",
                    ),
                ),
            ),
            Answer(
                "400",
                handlers.List400,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
            Answer(
                "default",
                handlers.ListDefault,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
        ),
    ),
    Endpoint(
        operations.CREATE,
        "orders",
        "create",
        handlers.CreateRequest,
        inputs=(Input("idempotency_key", "#/$defs/Idempotency-Key"),),
        body=Intake(
            (Content("application/json", "#/$defs/Order", type=models.Order),),
            required=True,
        ),
        answers=(
            Answer(
                "201",
                handlers.Create201,
                contents=(Content("application/json", "#/$defs/Order"),),
                headers=(
                    Output(
                        "location",
                        Header("Location"),
                        "#/$defs/createOrder.response.201.Location",
                    ),
                ),
            ),
            Answer(
                "400",
                handlers.Create400,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
            Answer(
                "409",
                handlers.Create409,
                contents=(Content("application/json", "#/$defs/Conflict"),),
            ),
            Answer(
                "4XX",
                handlers.Create4XX,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
            Answer(
                "503",
                handlers.Create503,
                headers=(
                    Output(
                        "retry_after",
                        Header("Retry-After"),
                        "#/$defs/createOrder.response.503.Retry-After",
                    ),
                ),
            ),
        ),
    ),
    Endpoint(
        operations.GET,
        "orders",
        "get",
        handlers.GetRequest,
        inputs=(Input("order_id", "#/$defs/order_id", required=True),),
        answers=(
            Answer(
                "200",
                handlers.Get200,
                contents=(Content("application/json", "#/$defs/Order"),),
            ),
            Answer(
                "404",
                handlers.Get404,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
        ),
    ),
    Endpoint(
        operations.REPLACE,
        "orders",
        "replace",
        handlers.ReplaceRequest,
        inputs=(Input("order_id", "#/$defs/order_id", required=True),),
        body=Intake(
            (Content("application/json", "#/$defs/Order", type=models.Order),),
            required=True,
        ),
        answers=(
            Answer(
                "200",
                handlers.Replace200,
                contents=(Content("application/json", "#/$defs/Order"),),
            ),
            Answer("204", handlers.Replace204),
        ),
    ),
    Endpoint(
        operations.UPDATE,
        "orders",
        "update",
        handlers.UpdateRequest,
        inputs=(Input("order_id", "#/$defs/order_id", required=True),),
        body=Intake(
            (
                Content(
                    "application/merge-patch+json",
                    "#/$defs/OrderPatch",
                    type=models.OrderPatch,
                ),
            )
        ),
        answers=(
            Answer(
                "200",
                handlers.Update200,
                contents=(Content("application/json", "#/$defs/Order"),),
            ),
        ),
    ),
    Endpoint(
        operations.DELETE,
        "orders",
        "delete",
        handlers.DeleteRequest,
        inputs=(Input("order_id", "#/$defs/order_id", required=True),),
        answers=(
            Answer("204", handlers.Delete204),
            Answer(
                "404",
                handlers.Delete404,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
        ),
    ),
    Endpoint(
        operations.CANCEL,
        "orders",
        "cancel",
        handlers.CancelRequest,
        inputs=(
            Input("order_id", "#/$defs/order_id", required=True),
            Input("reason", "#/$defs/CancelReason", required=True),
        ),
        answers=(
            Answer(
                "202",
                handlers.Cancel202,
                contents=(
                    Content(
                        "application/json",
                        "#/$defs/post_orders_by_order_id_cancel.response.202",
                    ),
                ),
            ),
        ),
    ),
    Endpoint(
        operations.WATCH_ORDER,
        "orders",
        "watch_order",
        handlers.WatchOrderRequest,
        inputs=(
            Input("order_id", "#/$defs/order_id", required=True),
            Input("last_event_id", "#/$defs/watchOrder.Last-Event-ID"),
        ),
        answers=(
            Answer(
                "200",
                handlers.WatchOrder200,
                contents=(
                    Content("text/event-stream"),
                    Content("application/json", "#/$defs/watchOrder.response.200"),
                ),
            ),
        ),
        base_paths=("/v1",),
    ),
)
