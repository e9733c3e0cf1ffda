"""Job requests, which the scheduler runs."""

from __future__ import annotations

from typing import Literal

from .. import errors, models
from .._runtime import Call, Headers, Json, Operation, Path, Reply

CANCEL = Operation(
    "cancelRequest",
    "POST",
    "/ess/rest/scheduler/v1/requests/{requestId}/cancel",
    parameters=(Path("requestId"),),
    replies={
        200: Reply(
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
) -> Call[models.Link, Headers]:
    """Cancel an ongoing request."""
    return Call(CANCEL, (request_id,), accept=accept)
