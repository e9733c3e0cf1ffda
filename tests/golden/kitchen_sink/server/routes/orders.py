"""Endpoint table of Orders."""

from __future__ import annotations

from trueup_runtime.client import Header
from trueup_runtime.server import (
    Content,
    Endpoint,
    EndpointResponse,
    HeaderBinding,
    ParameterBinding,
    RequestBody,
)

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
            ParameterBinding("status", "#/$defs/listOrders.status"),
            ParameterBinding("placed_after", "#/$defs/listOrders.placed_after"),
            ParameterBinding("limit", "#/$defs/listOrders.limit"),
            ParameterBinding("cursor", "#/$defs/listOrders.cursor"),
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.List200,
                contents=(Content("application/json", "#/$defs/OrderPage"),),
                headers=(
                    HeaderBinding(
                        "x_total_count",
                        Header("X-Total-Count"),
                        "#/$defs/listOrders.response.200.X-Total-Count",
                    ),
                ),
            ),
            EndpointResponse(
                "400",
                handlers.List400,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
            EndpointResponse(
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
        inputs=(ParameterBinding("idempotency_key", "#/$defs/Idempotency-Key"),),
        body=RequestBody(
            (Content("application/json", "#/$defs/Order", type=models.Order),),
            required=True,
        ),
        responses=(
            EndpointResponse(
                "201",
                handlers.Create201,
                contents=(Content("application/json", "#/$defs/Order"),),
                headers=(
                    HeaderBinding(
                        "location",
                        Header("Location"),
                        "#/$defs/createOrder.response.201.Location",
                    ),
                ),
            ),
            EndpointResponse(
                "400",
                handlers.Create400,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
            EndpointResponse(
                "409",
                handlers.Create409,
                contents=(Content("application/json", "#/$defs/Conflict"),),
            ),
            EndpointResponse(
                "4XX",
                handlers.Create4XX,
                contents=(Content("application/problem+json", "#/$defs/Problem"),),
            ),
            EndpointResponse(
                "503",
                handlers.Create503,
                headers=(
                    HeaderBinding(
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
        inputs=(ParameterBinding("order_id", "#/$defs/order_id", required=True),),
        responses=(
            EndpointResponse(
                "200",
                handlers.Get200,
                contents=(Content("application/json", "#/$defs/Order"),),
            ),
            EndpointResponse(
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
        inputs=(ParameterBinding("order_id", "#/$defs/order_id", required=True),),
        body=RequestBody(
            (Content("application/json", "#/$defs/Order", type=models.Order),),
            required=True,
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.Replace200,
                contents=(Content("application/json", "#/$defs/Order"),),
            ),
            EndpointResponse("204", handlers.Replace204),
        ),
    ),
    Endpoint(
        operations.UPDATE,
        "orders",
        "update",
        handlers.UpdateRequest,
        inputs=(ParameterBinding("order_id", "#/$defs/order_id", required=True),),
        body=RequestBody(
            (
                Content(
                    "application/merge-patch+json",
                    "#/$defs/OrderPatch.patch",
                    type=models.OrderPatch,
                ),
            )
        ),
        responses=(
            EndpointResponse(
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
        inputs=(ParameterBinding("order_id", "#/$defs/order_id", required=True),),
        responses=(
            EndpointResponse("204", handlers.Delete204),
            EndpointResponse(
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
            ParameterBinding("order_id", "#/$defs/order_id", required=True),
            ParameterBinding("reason", "#/$defs/CancelReason", required=True),
        ),
        responses=(
            EndpointResponse(
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
            ParameterBinding("order_id", "#/$defs/order_id", required=True),
            ParameterBinding("last_event_id", "#/$defs/watchOrder.Last-Event-ID"),
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.WatchOrder200,
                contents=(
                    Content("text/event-stream", item_schema="#/$defs/OrderEvent"),
                    Content("application/json", "#/$defs/watchOrder.response.200"),
                ),
            ),
        ),
        base_paths=("/v1",),
    ),
)
