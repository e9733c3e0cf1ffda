"""Jobs that import models, twins and relationships in bulk."""

from __future__ import annotations

from .. import errors, models
from .._runtime import Call, Header, Headers, Json, Operation, Path, Query, Reply

DELETE = Operation(
    "ImportJobs_Delete",
    "DELETE",
    "/jobs/imports/{id}",
    parameters=(
        Path("id"),
        Query("api-version", constant="2023-10-31"),
        Header("traceparent"),
        Header("tracestate"),
    ),
    replies={204: Reply()},
    errors={"default": errors.DefaultError},
    security=((("oauth2", ()),),),
)


def delete(
    id: str, *, traceparent: str | None = None, tracestate: str | None = None
) -> Call[None, Headers]:
    """Delete an import job."""
    return Call(DELETE, (id, traceparent, tracestate))


CANCEL = Operation(
    "ImportJobs_Cancel",
    "POST",
    "/jobs/imports/{id}/cancel",
    parameters=(
        Path("id"),
        Query("api-version", constant="2023-10-31"),
        Header("traceparent"),
        Header("tracestate"),
    ),
    replies={200: Reply(Json(models.ImportJob))},
    errors={"default": errors.DefaultError},
    security=((("oauth2", ()),),),
)


def cancel(
    id: str, *, traceparent: str | None = None, tracestate: str | None = None
) -> Call[models.ImportJob, Headers]:
    """Cancel an import job."""
    return Call(CANCEL, (id, traceparent, tracestate))
