"""ImportJobs resource."""

from __future__ import annotations

from functools import cached_property
from typing import Unpack

from .. import models
from .._runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    CallOptions,
    RawMethod,
    Resource,
    UnsetType,
)
from ..operations import import_jobs as _operations


class ImportJobs(Resource):
    """Jobs that import models, twins and relationships in bulk."""

    def delete(
        self,
        id: str,
        *,
        traceparent: str | None | UnsetType = None,
        tracestate: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> None:
        """Delete an import job.

        Deletes an import job. This is simply used to remove a job id, so it may be
        reused later. It can not be used to stop entities from being imported.

        Status codes:

        - 204 No Content
        - 400 Bad Request
        - ValidationFailed - The import job request is not valid.

        Effect on the job:
            effect: forget-id
            completion: done when the call returns
            rollback: not-applicable
            idempotency: unknown

        Args:
            id: The id for the import job. The id is unique within the service and case
                sensitive.
            traceparent: Identifies the request in a distributed tracing system.
            tracestate: Provides vendor-specific trace identification information and is
                a companion to traceparent.

        Raises:
            errors.DefaultError: any other status: Default response.
        """
        self._client.send(
            _operations.delete(
                id, traceparent=traceparent, tracestate=tracestate, **call_options
            )
        )

    def cancel(
        self,
        id: str,
        *,
        traceparent: str | None | UnsetType = None,
        tracestate: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> models.ImportJob:
        """Cancel an import job.

        Cancels an import job that is currently running. Service will stop any import
        operations triggered by the current import job that are in progress, and go to a
        cancelled state. Please note that this will leave your instance in an unknown
        state as there won't be any rollback operation.

        Status codes:

        - 200 Request Accepted
        - 400 Bad Request
        - ValidationFailed - The import job request is not valid.

        Effect on the job:
            effect: cancel
            completion: success means accepted; poll `GET /jobs/imports/{id}` until
                `/status` is terminal
            transitional: cancelling
            terminal: cancelled, succeeded, failed
            rollback: no
            idempotency: unknown

        Args:
            id: The id for the import job. The id is unique within the service and case
                sensitive.
            traceparent: Identifies the request in a distributed tracing system.
            tracestate: Provides vendor-specific trace identification information and is
                a companion to traceparent.

        Raises:
            errors.DefaultError: any other status: Default response.
        """
        return self._client.send(
            _operations.cancel(
                id, traceparent=traceparent, tracestate=tracestate, **call_options
            )
        ).data

    @cached_property
    def raw(self) -> RawImportJobs:
        """The same methods, returning the full response: status, headers and data."""
        return RawImportJobs(self._client)


class RawImportJobs(Resource):
    """`ImportJobs`, returning the full response: status, headers and data."""

    delete = RawMethod(_operations.delete)
    cancel = RawMethod(_operations.cancel)


class AsyncImportJobs(AsyncResource):
    """Jobs that import models, twins and relationships in bulk."""

    async def delete(
        self,
        id: str,
        *,
        traceparent: str | None | UnsetType = None,
        tracestate: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> None:
        """Delete an import job.

        Deletes an import job. This is simply used to remove a job id, so it may be
        reused later. It can not be used to stop entities from being imported.

        Status codes:

        - 204 No Content
        - 400 Bad Request
        - ValidationFailed - The import job request is not valid.

        Effect on the job:
            effect: forget-id
            completion: done when the call returns
            rollback: not-applicable
            idempotency: unknown

        Args:
            id: The id for the import job. The id is unique within the service and case
                sensitive.
            traceparent: Identifies the request in a distributed tracing system.
            tracestate: Provides vendor-specific trace identification information and is
                a companion to traceparent.

        Raises:
            errors.DefaultError: any other status: Default response.
        """
        await self._client.send(
            _operations.delete(
                id, traceparent=traceparent, tracestate=tracestate, **call_options
            )
        )

    async def cancel(
        self,
        id: str,
        *,
        traceparent: str | None | UnsetType = None,
        tracestate: str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> models.ImportJob:
        """Cancel an import job.

        Cancels an import job that is currently running. Service will stop any import
        operations triggered by the current import job that are in progress, and go to a
        cancelled state. Please note that this will leave your instance in an unknown
        state as there won't be any rollback operation.

        Status codes:

        - 200 Request Accepted
        - 400 Bad Request
        - ValidationFailed - The import job request is not valid.

        Effect on the job:
            effect: cancel
            completion: success means accepted; poll `GET /jobs/imports/{id}` until
                `/status` is terminal
            transitional: cancelling
            terminal: cancelled, succeeded, failed
            rollback: no
            idempotency: unknown

        Args:
            id: The id for the import job. The id is unique within the service and case
                sensitive.
            traceparent: Identifies the request in a distributed tracing system.
            tracestate: Provides vendor-specific trace identification information and is
                a companion to traceparent.

        Raises:
            errors.DefaultError: any other status: Default response.
        """
        response = await self._client.send(
            _operations.cancel(
                id, traceparent=traceparent, tracestate=tracestate, **call_options
            )
        )
        return response.data

    @cached_property
    def raw(self) -> AsyncRawImportJobs:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawImportJobs(self._client)


class AsyncRawImportJobs(AsyncResource):
    """`AsyncImportJobs`, returning the full response: status, headers and data."""

    delete = AsyncRawMethod(_operations.delete)
    cancel = AsyncRawMethod(_operations.cancel)
