"""Job requests, which the scheduler runs."""

from __future__ import annotations

from typing import Literal, Unpack

from trueup_runtime.client import (
    Call,
    CallOptions,
    Headers,
    Json,
    Operation,
    Path,
    ResponseSpec,
)

from .. import errors, models

CANCEL = Operation(
    "cancelRequest",
    "POST",
    "/ess/rest/scheduler/v1/requests/{requestId}/cancel",
    parameters=(Path("requestId"),),
    responses={
        200: ResponseSpec(
            Json(models.Link), Json(models.Link, "application/vnd.oracle.resource+json")
        )
    },
    errors={
        400: errors.BadRequestError,
        403: errors.ForbiddenError,
        404: errors.NotFoundError,
        409: errors.ConflictError,
        500: errors.InternalServerError,
    },
    security=((("basicAuth", ()),), (("bearerAuth", ()),)),
)


def cancel(
    request_id: int,
    *,
    accept: Literal[
        "application/json", "application/vnd.oracle.resource+json"
    ] = "application/json",
    **call_options: Unpack[CallOptions],
) -> Call[models.Link, Headers]:
    """Cancel an ongoing request.

    Cancels a request that has not ended yet.

    - A singleton or child request in state WAIT, READY, BLOCKED or HOLD becomes
      CANCELLED.
    - A singleton or child request in state RUNNING or COMPLETED is cancelled by best
      effort. It becomes CANCELLING and stays so until it ends, as CANCELLED or
      otherwise.
    - A parent request passes the cancellation on to all its children.

    COMPLETED is not a terminal state. A 200 says that cancelling began, not that the
    request is cancelled.

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
    return Call(CANCEL, (request_id,), accept=accept, options=call_options)
