"""Requests, responses and handlers of Orders."""

from __future__ import annotations

import builtins
import datetime
import uuid
from collections.abc import AsyncIterable, Iterable, Mapping
from typing import ClassVar, Literal, Protocol

from trueup_runtime.client import ServerSentEvent
from trueup_runtime.server import (
    FixedStatusResponse,
    MaybeAwaitable,
    Principal,
    RangeStatusResponse,
    Request,
    Statuses,
    Unimplemented,
)

from ... import models

# ----------------------------------------------------------------------- list


class ListRequest(Request):
    """List orders.

    `GET /orders`
    """

    status: builtins.list[models.OrderStatus] | None = None
    """Only orders in one of these states."""
    placed_after: datetime.datetime | None = None
    limit: int = 20
    """How many orders a page holds."""
    cursor: str | None = None
    """Deprecated."""
    principal: Principal
    """The authenticated caller."""


class List200(FixedStatusResponse):
    """One page of orders."""

    status: ClassVar[int] = 200
    body: models.OrderPage
    x_total_count: int
    """`X-Total-Count`: How many orders there are in all."""


class List400(FixedStatusResponse):
    """The request is not valid."""

    status: ClassVar[int] = 400
    body: models.Problem


class ListDefault(RangeStatusResponse):
    """Something went wrong."""

    statuses: ClassVar[Statuses] = Statuses(others=(200, 400))
    body: models.Problem


# --------------------------------------------------------------------- create


class CreateRequest(Request):
    """Place an order.

    `POST /orders`
    """

    idempotency_key: str | None = None
    """Makes a repeated request safe."""
    body: models.Order
    principal: Principal
    """The authenticated caller."""
    principals: Mapping[str, Principal]
    """The authenticated caller, by scheme."""


class Create201(FixedStatusResponse):
    """The order was placed."""

    status: ClassVar[int] = 201
    body: models.Order
    location: str | None = None
    """`Location`: Where the order is found."""


class Create400(FixedStatusResponse):
    """The request is not valid."""

    status: ClassVar[int] = 400
    body: models.Problem


class Create409(FixedStatusResponse):
    """The table has an open order."""

    status: ClassVar[int] = 409
    body: models.Conflict


class Create4XX(RangeStatusResponse):
    """Something went wrong."""

    statuses: ClassVar[Statuses] = Statuses(400, 499, others=(400, 409))
    body: models.Problem


class Create503(FixedStatusResponse):
    """The kitchen is closed."""

    status: ClassVar[int] = 503
    retry_after: int | None = None
    """`Retry-After`."""


# ------------------------------------------------------------------------ get


class GetRequest(Request):
    """Get an order.

    `GET /orders/{order_id}`
    """

    order_id: uuid.UUID
    """The order's id."""
    principal: Principal
    """The authenticated caller."""


class Get200(FixedStatusResponse):
    """The order."""

    status: ClassVar[int] = 200
    body: models.Order


class Get404(FixedStatusResponse):
    """Something went wrong."""

    status: ClassVar[int] = 404
    body: models.Problem


# -------------------------------------------------------------------- replace


class ReplaceRequest(Request):
    """Replace an order.

    `PUT /orders/{order_id}`
    """

    order_id: uuid.UUID
    """The order's id."""
    body: models.Order
    principal: Principal
    """The authenticated caller."""


class Replace200(FixedStatusResponse):
    """The order as it is now."""

    status: ClassVar[int] = 200
    body: models.Order


class Replace204(FixedStatusResponse):
    """Nothing changed."""

    status: ClassVar[int] = 204


# --------------------------------------------------------------------- update


class UpdateRequest(Request):
    """Change an order.

    `PATCH /orders/{order_id}`
    """

    order_id: uuid.UUID
    """The order's id."""
    body: models.OrderPatch | None = None
    principal: Principal
    """The authenticated caller."""


class Update200(FixedStatusResponse):
    """The order as it is now."""

    status: ClassVar[int] = 200
    body: models.Order


# --------------------------------------------------------------------- delete


class DeleteRequest(Request):
    """Delete an order.

    `DELETE /orders/{order_id}`
    """

    order_id: uuid.UUID
    """The order's id."""
    principal: Principal | None = None
    """The authenticated caller."""


class Delete204(FixedStatusResponse):
    """The order is gone."""

    status: ClassVar[int] = 204


class Delete404(FixedStatusResponse):
    """Something went wrong."""

    status: ClassVar[int] = 404
    body: models.Problem


# --------------------------------------------------------------------- cancel


class CancelRequest(Request):
    """Cancel an order.

    `POST /orders/{order_id}/cancel`
    """

    order_id: uuid.UUID
    """The order's id."""
    reason: Literal["too-late", "changed mind", 404]
    principal: Principal
    """The authenticated caller."""


class Cancel202(FixedStatusResponse):
    """The kitchen was told."""

    status: ClassVar[int] = 202
    body: models.PostOrdersByOrderIdCancelResponse202


# ---------------------------------------------------------------- watch_order


class WatchOrderRequest(Request):
    """Follow an order.

    `GET /orders/{order_id}/events`
    """

    order_id: uuid.UUID
    """The order's id."""
    last_event_id: str | None = None
    principal: Principal
    """The authenticated caller."""


class WatchOrder200(FixedStatusResponse):
    """What happens to the order."""

    status: ClassVar[int] = 200
    body: (
        Iterable[models.OrderEvent | ServerSentEvent[models.OrderEvent]]
        | AsyncIterable[models.OrderEvent | ServerSentEvent[models.OrderEvent]]
        | builtins.list[models.OrderEvent]
    )
    media_type: Literal["text/event-stream", "application/json"] | None = None


# ------------------------------------------------------------------- handlers


class Orders(Protocol):
    """Orders of guests.

    A method may be an `async def`, or a `def`, which runs in a thread.
    """

    def list(
        self, request: ListRequest, /
    ) -> MaybeAwaitable[List200 | List400 | ListDefault]:
        """List orders."""
        ...

    def create(
        self, request: CreateRequest, /
    ) -> MaybeAwaitable[Create201 | Create400 | Create409 | Create4XX | Create503]:
        """Place an order."""
        ...

    def get(self, request: GetRequest, /) -> MaybeAwaitable[Get200 | Get404]:
        """Get an order."""
        ...

    def replace(
        self, request: ReplaceRequest, /
    ) -> MaybeAwaitable[Replace200 | Replace204]:
        """Replace an order."""
        ...

    def update(self, request: UpdateRequest, /) -> MaybeAwaitable[Update200]:
        """Change an order."""
        ...

    def delete(
        self, request: DeleteRequest, /
    ) -> MaybeAwaitable[Delete204 | Delete404]:
        """Delete an order."""
        ...

    def cancel(self, request: CancelRequest, /) -> MaybeAwaitable[Cancel202]:
        """Cancel an order."""
        ...

    def watch_order(
        self, request: WatchOrderRequest, /
    ) -> MaybeAwaitable[WatchOrder200]:
        """Follow an order."""
        ...


class UnimplementedOrders:
    """Returns 501 for every operation. Override the methods that you implement."""

    def list(
        self, request: ListRequest, /
    ) -> MaybeAwaitable[List200 | List400 | ListDefault]:
        raise Unimplemented("listOrders")

    def create(
        self, request: CreateRequest, /
    ) -> MaybeAwaitable[Create201 | Create400 | Create409 | Create4XX | Create503]:
        raise Unimplemented("createOrder")

    def get(self, request: GetRequest, /) -> MaybeAwaitable[Get200 | Get404]:
        raise Unimplemented("getOrder")

    def replace(
        self, request: ReplaceRequest, /
    ) -> MaybeAwaitable[Replace200 | Replace204]:
        raise Unimplemented("replaceOrder")

    def update(self, request: UpdateRequest, /) -> MaybeAwaitable[Update200]:
        raise Unimplemented("updateOrder")

    def delete(
        self, request: DeleteRequest, /
    ) -> MaybeAwaitable[Delete204 | Delete404]:
        raise Unimplemented("deleteOrder")

    def cancel(self, request: CancelRequest, /) -> MaybeAwaitable[Cancel202]:
        raise Unimplemented("post_orders_by_order_id_cancel")

    def watch_order(
        self, request: WatchOrderRequest, /
    ) -> MaybeAwaitable[WatchOrder200]:
        raise Unimplemented("watchOrder")
