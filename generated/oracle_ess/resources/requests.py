"""Requests resource."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, Unpack

from trueup_runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    CallOptions,
    RawMethod,
    Resource,
)

from .. import models
from ..operations import requests as _operations


class Requests(Resource):
    """Job requests, which the scheduler runs."""

    def cancel(
        self,
        request_id: int,
        *,
        accept: Literal[
            "application/json", "application/vnd.oracle.resource+json"
        ] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> models.Link:
        """Cancel an ongoing request.

        Cancels a request that has not ended yet.

        - A singleton or child request in state WAIT, READY, BLOCKED or HOLD becomes
          CANCELLED.
        - A singleton or child request in state RUNNING or COMPLETED is cancelled by
          best effort. It becomes CANCELLING and stays so until it ends, as CANCELLED or
          otherwise.
        - A parent request passes the cancellation on to all its children.

        COMPLETED is not a terminal state. A 200 says that cancelling began, not that
        the request is cancelled.

        Effect on the job:
            effect: cancel
            completion: success means accepted; poll `GET
                /ess/rest/scheduler/v1/requests/{requestId}` until `/state` is terminal
            transitional: CANCELLING
            terminal: CANCELLED, other
            rollback: unknown
            idempotency: 400 when terminal

        Args:
            request_id: The job request ID.

        Raises:
            errors.BadRequestError: 400: Unsupported state for operation
            errors.ForbiddenError: 403: Not authorized to cancel this request
            errors.NotFoundError: 404: Request ID not found
            errors.ConflictError: 409: Conflict
            errors.InternalServerError: 500: Scheduling sub-system error
        """
        return self._client.send(
            _operations.cancel(request_id, accept=accept, **call_options)
        ).data

    @cached_property
    def raw(self) -> RawRequests:
        """The same methods, returning the full response: status, headers and data."""
        return RawRequests(self._client)


class RawRequests(Resource):
    """`Requests`, returning the full response: status, headers and data."""

    cancel = RawMethod(_operations.cancel)


class AsyncRequests(AsyncResource):
    """Job requests, which the scheduler runs."""

    async def cancel(
        self,
        request_id: int,
        *,
        accept: Literal[
            "application/json", "application/vnd.oracle.resource+json"
        ] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> models.Link:
        """Cancel an ongoing request.

        Cancels a request that has not ended yet.

        - A singleton or child request in state WAIT, READY, BLOCKED or HOLD becomes
          CANCELLED.
        - A singleton or child request in state RUNNING or COMPLETED is cancelled by
          best effort. It becomes CANCELLING and stays so until it ends, as CANCELLED or
          otherwise.
        - A parent request passes the cancellation on to all its children.

        COMPLETED is not a terminal state. A 200 says that cancelling began, not that
        the request is cancelled.

        Effect on the job:
            effect: cancel
            completion: success means accepted; poll `GET
                /ess/rest/scheduler/v1/requests/{requestId}` until `/state` is terminal
            transitional: CANCELLING
            terminal: CANCELLED, other
            rollback: unknown
            idempotency: 400 when terminal

        Args:
            request_id: The job request ID.

        Raises:
            errors.BadRequestError: 400: Unsupported state for operation
            errors.ForbiddenError: 403: Not authorized to cancel this request
            errors.NotFoundError: 404: Request ID not found
            errors.ConflictError: 409: Conflict
            errors.InternalServerError: 500: Scheduling sub-system error
        """
        response = await self._client.send(
            _operations.cancel(request_id, accept=accept, **call_options)
        )
        return response.data

    @cached_property
    def raw(self) -> AsyncRawRequests:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawRequests(self._client)


class AsyncRawRequests(AsyncResource):
    """`AsyncRequests`, returning the full response: status, headers and data."""

    cancel = AsyncRawMethod(_operations.cancel)
