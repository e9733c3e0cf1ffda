"""Requests, responses and handlers of Requests."""

from __future__ import annotations

from typing import ClassVar, Literal, Protocol

from trueup_runtime.server import (
    FixedStatusResponse,
    MaybeAwaitable,
    Principal,
    Request,
    Unimplemented,
)

from ... import models

# --------------------------------------------------------------------- cancel


class CancelRequest(Request):
    """Cancel an ongoing request.

    `POST /ess/rest/scheduler/v1/requests/{requestId}/cancel`
    """

    request_id: int
    """The job request ID."""
    principal: Principal
    """The authenticated caller."""


class Cancel200(FixedStatusResponse):
    """Operation initiated"""

    status: ClassVar[int] = 200
    body: models.Link
    media_type: (
        Literal["application/json", "application/vnd.oracle.resource+json"] | None
    ) = None


class Cancel400(FixedStatusResponse):
    """Unsupported state for operation"""

    status: ClassVar[int] = 400
    body: models.SimpleExceptionDetail
    media_type: (
        Literal["application/json", "application/vnd.oracle.resource+json"] | None
    ) = None


class Cancel403(FixedStatusResponse):
    """Not authorized to cancel this request"""

    status: ClassVar[int] = 403
    body: models.SimpleExceptionDetail
    media_type: (
        Literal["application/json", "application/vnd.oracle.resource+json"] | None
    ) = None


class Cancel404(FixedStatusResponse):
    """Request ID not found"""

    status: ClassVar[int] = 404
    body: models.SimpleExceptionDetail
    media_type: (
        Literal["application/json", "application/vnd.oracle.resource+json"] | None
    ) = None


class Cancel409(FixedStatusResponse):
    """Conflict"""

    status: ClassVar[int] = 409
    body: models.SimpleExceptionDetail
    media_type: (
        Literal["application/json", "application/vnd.oracle.resource+json"] | None
    ) = None


class Cancel500(FixedStatusResponse):
    """Scheduling sub-system error"""

    status: ClassVar[int] = 500
    body: models.SimpleExceptionDetail
    media_type: (
        Literal["application/json", "application/vnd.oracle.resource+json"] | None
    ) = None


# ------------------------------------------------------------------- handlers


class Requests(Protocol):
    """Job requests, which the scheduler runs.

    A method may be an `async def`, or a `def`, which runs in a thread.
    """

    def cancel(
        self,
        request: CancelRequest,
        /,
    ) -> MaybeAwaitable[
        Cancel200 | Cancel400 | Cancel403 | Cancel404 | Cancel409 | Cancel500
    ]:
        """Cancel an ongoing request."""
        ...


class UnimplementedRequests:
    """Returns 501 for every operation. Override the methods that you implement."""

    def cancel(
        self,
        request: CancelRequest,
        /,
    ) -> MaybeAwaitable[
        Cancel200 | Cancel400 | Cancel403 | Cancel404 | Cancel409 | Cancel500
    ]:
        raise Unimplemented("cancelRequest")
