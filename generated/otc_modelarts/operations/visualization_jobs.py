"""Visualization jobs of the older training management."""

from __future__ import annotations

from typing import Unpack

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

DELETE = Operation(
    "DeleteVisualizationJob",
    "DELETE",
    "/v1/{project_id}/visualization-jobs/{job_id}",
    parameters=(Path("project_id"), Path("job_id")),
    responses={
        200: ResponseSpec(Json(models.JobActionResult), success_flag="/is_success")
    },
    errors={"4XX": errors.ClientError},
    security=((("token", ()),),),
)


def delete(
    project_id: str, job_id: str, **call_options: Unpack[CallOptions]
) -> Call[models.JobActionResult, Headers]:
    """Delete a visualization job.

    Asks for the deletion of a visualization job. The call is asynchronous: success
    means that the request was accepted, and the deletion can still fail. Query the job,
    or the list of jobs, to learn what became of it. Test `is_success` in every answer,
    whatever the HTTP status. The vendor files this operation under its historical APIs.

    Effect on the job:
        effect: delete
        completion: success means accepted; poll `GET
            /v1/{project_id}/visualization-jobs/{job_id}` until `/status` is terminal
        transitional: unknown
        terminal: gone, 6
        rollback: unknown
        idempotency: refused at 9

    Args:
        project_id: Project ID.
        job_id: ID of a visualization job.

    Raises:
        errors.UnsuccessfulError: 200 whose `/is_success` is false.
        errors.ClientError: 4XX: The request was refused.
    """
    return Call(DELETE, (project_id, job_id), options=call_options)
