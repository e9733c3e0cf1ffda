"""Visualization jobs of the older training management."""

from __future__ import annotations

from .. import errors, models
from .._runtime import Call, Headers, Json, Operation, Path, Reply

DELETE = Operation(
    "DeleteVisualizationJob",
    "DELETE",
    "/v1/{project_id}/visualization-jobs/{job_id}",
    parameters=(Path("project_id"), Path("job_id")),
    replies={200: Reply(Json(models.JobActionResult), success_flag="/is_success")},
    errors={"4XX": errors.ClientError},
    security=((("token", ()),),),
)


def delete(project_id: str, job_id: str) -> Call[models.JobActionResult, Headers]:
    """Delete a visualization job."""
    return Call(DELETE, (project_id, job_id))
