"""Orders resource."""

from __future__ import annotations

import builtins
import datetime
import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from functools import cached_property
from typing import Any, Literal, Unpack, overload

from trueup_runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    AsyncStream,
    CallOptions,
    Headers,
    RawMethod,
    Resource,
    Response,
    Stream,
    UnsetType,
    deprecated,
)

from .. import models
from ..operations import orders as _operations


class Orders(Resource):
    """Orders of guests."""

    def list(
        self,
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
    ) -> models.OrderPage:
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
        return self._client.send(
            _operations.list(
                status=status,
                placed_after=placed_after,
                limit=limit,
                cursor=cursor,
                **call_options,
            )
        ).data

    def create(
        self,
        *,
        body: models.Order | Mapping[str, object],
        idempotency_key: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Order:
        """Place an order.

        Args:
            idempotency_key: Makes a repeated request safe.

        Raises:
            errors.BadRequestError: 400: The request is not valid.
            errors.ConflictError: 409: The table has an open order.
            errors.ClientError: 4XX: Something went wrong.
            errors.ServiceUnavailableError: 503: The kitchen is closed.
        """
        return self._client.send(
            _operations.create(
                body=body, idempotency_key=idempotency_key, **call_options
            )
        ).data

    def get(
        self, order_id: uuid.UUID, **call_options: Unpack[CallOptions]
    ) -> models.Order:
        """Get an order.

        Args:
            order_id: The order's id.

        Raises:
            errors.NotFoundError: 404: Something went wrong.
        """
        return self._client.send(_operations.get(order_id, **call_options)).data

    def replace(
        self,
        order_id: uuid.UUID,
        *,
        body: models.Order | Mapping[str, object],
        **call_options: Unpack[CallOptions],
    ) -> models.Order | None:
        """Replace an order.

        Args:
            order_id: The order's id.
        """
        return self._client.send(
            _operations.replace(order_id, body=body, **call_options)
        ).data

    def update(
        self,
        order_id: uuid.UUID,
        *,
        body: models.OrderPatch | Mapping[str, object] | None = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Order:
        """Change an order.

        Args:
            order_id: The order's id.
        """
        return self._client.send(
            _operations.update(order_id, body=body, **call_options)
        ).data

    @deprecated("`DELETE /orders/{order_id}` is deprecated")
    def delete(self, order_id: uuid.UUID, **call_options: Unpack[CallOptions]) -> None:
        """Delete an order.

        Deprecated.

        Args:
            order_id: The order's id.

        Raises:
            errors.NotFoundError: 404: Something went wrong.
        """
        self._client.send(_operations.delete(order_id, **call_options))

    def cancel(
        self,
        order_id: uuid.UUID,
        *,
        reason: Literal["too-late", "changed mind", 404],
        **call_options: Unpack[CallOptions],
    ) -> models.PostOrdersByOrderIdCancelResponse202:
        """Cancel an order.

        Args:
            order_id: The order's id.
        """
        return self._client.send(
            _operations.cancel(order_id, reason=reason, **call_options)
        ).data

    @overload
    def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> Iterator[models.OrderEvent]: ...
    @overload
    def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        accept: Literal["application/json"],
        last_event_id: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> builtins.list[models.OrderEvent]: ...
    def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream", "application/json"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> Iterator[models.OrderEvent] | builtins.list[models.OrderEvent]:
        """Follow an order.

        Args:
            order_id: The order's id.
        """
        return self._client.send(
            _operations.watch_order(
                order_id, last_event_id=last_event_id, accept=accept, **call_options
            )
        ).data

    @cached_property
    def raw(self) -> RawOrders:
        """The same methods, returning the full response: status, headers and data."""
        return RawOrders(self._client)

    @cached_property
    def stream(self) -> StreamOrders:
        """The methods whose response can be streamed, as context managers."""
        return StreamOrders(self._client)


class RawOrders(Resource):
    """`Orders`, returning the full response: status, headers and data."""

    list = RawMethod(_operations.list)
    create = RawMethod(_operations.create)
    get = RawMethod(_operations.get)
    replace = RawMethod(_operations.replace)
    update = RawMethod(_operations.update)
    delete = RawMethod(
        _operations.delete, deprecated="`DELETE /orders/{order_id}` is deprecated"
    )
    cancel = RawMethod(_operations.cancel)

    @overload
    def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> Response[Iterator[models.OrderEvent], Headers]: ...
    @overload
    def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        accept: Literal["application/json"],
        last_event_id: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> Response[builtins.list[models.OrderEvent], Headers]: ...
    def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream", "application/json"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> Response[Any, Headers]:
        """Follow an order.

        Args:
            order_id: The order's id.
        """
        return self._client.send(
            _operations.watch_order(
                order_id, last_event_id=last_event_id, accept=accept, **call_options
            )
        )


class StreamOrders(Resource):
    """`Orders`, streaming the response, in a `with` block."""

    def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> AbstractContextManager[Stream[models.OrderEvent, Headers]]:
        """Follow an order.

        Args:
            order_id: The order's id.
        """
        return self._client.stream(
            _operations.watch_order(
                order_id, last_event_id=last_event_id, accept=accept, **call_options
            )
        )


class AsyncOrders(AsyncResource):
    """Orders of guests."""

    async def list(
        self,
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
    ) -> models.OrderPage:
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
        response = await self._client.send(
            _operations.list(
                status=status,
                placed_after=placed_after,
                limit=limit,
                cursor=cursor,
                **call_options,
            )
        )
        return response.data

    async def create(
        self,
        *,
        body: models.Order | Mapping[str, object],
        idempotency_key: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Order:
        """Place an order.

        Args:
            idempotency_key: Makes a repeated request safe.

        Raises:
            errors.BadRequestError: 400: The request is not valid.
            errors.ConflictError: 409: The table has an open order.
            errors.ClientError: 4XX: Something went wrong.
            errors.ServiceUnavailableError: 503: The kitchen is closed.
        """
        response = await self._client.send(
            _operations.create(
                body=body, idempotency_key=idempotency_key, **call_options
            )
        )
        return response.data

    async def get(
        self, order_id: uuid.UUID, **call_options: Unpack[CallOptions]
    ) -> models.Order:
        """Get an order.

        Args:
            order_id: The order's id.

        Raises:
            errors.NotFoundError: 404: Something went wrong.
        """
        response = await self._client.send(_operations.get(order_id, **call_options))
        return response.data

    async def replace(
        self,
        order_id: uuid.UUID,
        *,
        body: models.Order | Mapping[str, object],
        **call_options: Unpack[CallOptions],
    ) -> models.Order | None:
        """Replace an order.

        Args:
            order_id: The order's id.
        """
        response = await self._client.send(
            _operations.replace(order_id, body=body, **call_options)
        )
        return response.data

    async def update(
        self,
        order_id: uuid.UUID,
        *,
        body: models.OrderPatch | Mapping[str, object] | None = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Order:
        """Change an order.

        Args:
            order_id: The order's id.
        """
        response = await self._client.send(
            _operations.update(order_id, body=body, **call_options)
        )
        return response.data

    @deprecated("`DELETE /orders/{order_id}` is deprecated")
    async def delete(
        self, order_id: uuid.UUID, **call_options: Unpack[CallOptions]
    ) -> None:
        """Delete an order.

        Deprecated.

        Args:
            order_id: The order's id.

        Raises:
            errors.NotFoundError: 404: Something went wrong.
        """
        await self._client.send(_operations.delete(order_id, **call_options))

    async def cancel(
        self,
        order_id: uuid.UUID,
        *,
        reason: Literal["too-late", "changed mind", 404],
        **call_options: Unpack[CallOptions],
    ) -> models.PostOrdersByOrderIdCancelResponse202:
        """Cancel an order.

        Args:
            order_id: The order's id.
        """
        response = await self._client.send(
            _operations.cancel(order_id, reason=reason, **call_options)
        )
        return response.data

    @overload
    async def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> Iterator[models.OrderEvent]: ...
    @overload
    async def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        accept: Literal["application/json"],
        last_event_id: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> builtins.list[models.OrderEvent]: ...
    async def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream", "application/json"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> Iterator[models.OrderEvent] | builtins.list[models.OrderEvent]:
        """Follow an order.

        Args:
            order_id: The order's id.
        """
        response = await self._client.send(
            _operations.watch_order(
                order_id, last_event_id=last_event_id, accept=accept, **call_options
            )
        )
        return response.data

    @cached_property
    def raw(self) -> AsyncRawOrders:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawOrders(self._client)

    @cached_property
    def stream(self) -> AsyncStreamOrders:
        """The methods whose response can be streamed, as context managers."""
        return AsyncStreamOrders(self._client)


class AsyncRawOrders(AsyncResource):
    """`AsyncOrders`, returning the full response: status, headers and data."""

    list = AsyncRawMethod(_operations.list)
    create = AsyncRawMethod(_operations.create)
    get = AsyncRawMethod(_operations.get)
    replace = AsyncRawMethod(_operations.replace)
    update = AsyncRawMethod(_operations.update)
    delete = AsyncRawMethod(
        _operations.delete, deprecated="`DELETE /orders/{order_id}` is deprecated"
    )
    cancel = AsyncRawMethod(_operations.cancel)

    @overload
    async def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> Response[Iterator[models.OrderEvent], Headers]: ...
    @overload
    async def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        accept: Literal["application/json"],
        last_event_id: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> Response[builtins.list[models.OrderEvent], Headers]: ...
    async def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream", "application/json"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> Response[Any, Headers]:
        """Follow an order.

        Args:
            order_id: The order's id.
        """
        return await self._client.send(
            _operations.watch_order(
                order_id, last_event_id=last_event_id, accept=accept, **call_options
            )
        )


class AsyncStreamOrders(AsyncResource):
    """`AsyncOrders`, streaming the response, in an `async with` block."""

    def watch_order(
        self,
        order_id: uuid.UUID,
        *,
        last_event_id: str | None | UnsetType = None,
        accept: Literal["text/event-stream"] = "text/event-stream",
        **call_options: Unpack[CallOptions],
    ) -> AbstractAsyncContextManager[AsyncStream[models.OrderEvent, Headers]]:
        """Follow an order.

        Args:
            order_id: The order's id.
        """
        return self._client.stream(
            _operations.watch_order(
                order_id, last_event_id=last_event_id, accept=accept, **call_options
            )
        )
