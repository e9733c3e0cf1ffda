"""Jobs that import models, twins and relationships in bulk."""

from __future__ import annotations

from typing import Unpack

from .. import errors, models
from .._runtime.client import (
    Call,
    CallOptions,
    Header,
    Headers,
    Json,
    Operation,
    Path,
    Query,
    ResponseSpec,
    UnsetType,
)

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
    responses={204: ResponseSpec()},
    errors={"default": errors.DefaultError},
    security=((("oauth2", ()),),),
)


def delete(
    id: str,
    *,
    traceparent: str | None | UnsetType = None,
    tracestate: str | None | UnsetType = None,
    **call_options: Unpack[CallOptions],
) -> Call[None, Headers]:
    """Delete an import job.

    Deletes an import job. This is simply used to remove a job id, so it may be reused
    later. It can not be used to stop entities from being imported.

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
        tracestate: Provides vendor-specific trace identification information and is a
            companion to traceparent.

    Raises:
        errors.DefaultError: any other status: Default response.
    """
    return Call(DELETE, (id, traceparent, tracestate), options=call_options)


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
    responses={200: ResponseSpec(Json(models.ImportJob))},
    errors={"default": errors.DefaultError},
    security=((("oauth2", ()),),),
)


def cancel(
    id: str,
    *,
    traceparent: str | None | UnsetType = None,
    tracestate: str | None | UnsetType = None,
    **call_options: Unpack[CallOptions],
) -> Call[models.ImportJob, Headers]:
    """Cancel an import job.

    Cancels an import job that is currently running. Service will stop any import
    operations triggered by the current import job that are in progress, and go to a
    cancelled state. Please note that this will leave your instance in an unknown state
    as there won't be any rollback operation.

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
        tracestate: Provides vendor-specific trace identification information and is a
            companion to traceparent.

    Raises:
        errors.DefaultError: any other status: Default response.
    """
    return Call(CANCEL, (id, traceparent, tracestate), options=call_options)
