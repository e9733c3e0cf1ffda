"""Requests, responses and handlers of ImportJobs."""

from __future__ import annotations

from typing import ClassVar, Protocol

from ... import models
from ..._runtime.server import (
    FixedStatusResponse,
    MaybeAwaitable,
    Principal,
    RangeStatusResponse,
    Request,
    Statuses,
    Unimplemented,
)

# --------------------------------------------------------------------- delete


class DeleteRequest(Request):
    """Delete an import job.

    `DELETE /jobs/imports/{id}`
    """

    id: str
    """The id for the import job. The id is unique within the service and case
    sensitive.
    """
    traceparent: str | None = None
    """Identifies the request in a distributed tracing system."""
    tracestate: str | None = None
    """Provides vendor-specific trace identification information and is a companion to
    traceparent.
    """
    principal: Principal
    """The authenticated caller."""


class Delete204(FixedStatusResponse):
    """Success"""

    status: ClassVar[int] = 204


class DeleteDefault(RangeStatusResponse):
    """Default response."""

    statuses: ClassVar[Statuses] = Statuses(others=(204,))
    body: models.ErrorResponse
    x_ms_error_code: str | None = None
    """`x-ms-error-code`: Error code for specific error that occurred."""


# --------------------------------------------------------------------- cancel


class CancelRequest(Request):
    """Cancel an import job.

    `POST /jobs/imports/{id}/cancel`
    """

    id: str
    """The id for the import job. The id is unique within the service and case
    sensitive.
    """
    traceparent: str | None = None
    """Identifies the request in a distributed tracing system."""
    tracestate: str | None = None
    """Provides vendor-specific trace identification information and is a companion to
    traceparent.
    """
    principal: Principal
    """The authenticated caller."""


class Cancel200(FixedStatusResponse):
    """Success"""

    status: ClassVar[int] = 200
    body: models.ImportJob


class CancelDefault(RangeStatusResponse):
    """Default response."""

    statuses: ClassVar[Statuses] = Statuses(others=(200,))
    body: models.ErrorResponse
    x_ms_error_code: str | None = None
    """`x-ms-error-code`: Error code for specific error that occurred."""


# ------------------------------------------------------------------- handlers


class ImportJobs(Protocol):
    """Jobs that import models, twins and relationships in bulk.

    A method may be an `async def`, or a `def`, which runs in a thread.
    """

    def delete(
        self, request: DeleteRequest, /
    ) -> MaybeAwaitable[Delete204 | DeleteDefault]:
        """Delete an import job."""
        ...

    def cancel(
        self, request: CancelRequest, /
    ) -> MaybeAwaitable[Cancel200 | CancelDefault]:
        """Cancel an import job."""
        ...


class UnimplementedImportJobs:
    """Returns 501 for every operation. Override the methods that you implement."""

    def delete(
        self, request: DeleteRequest, /
    ) -> MaybeAwaitable[Delete204 | DeleteDefault]:
        raise Unimplemented("ImportJobs_Delete")

    def cancel(
        self, request: CancelRequest, /
    ) -> MaybeAwaitable[Cancel200 | CancelDefault]:
        raise Unimplemented("ImportJobs_Cancel")
