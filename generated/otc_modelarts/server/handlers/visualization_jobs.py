"""What the handlers of Visualization Jobs take and answer."""

from __future__ import annotations

from typing import ClassVar, Protocol

from trueup_runtime.server import (
    Answered,
    FixedReply,
    Principal,
    RangeReply,
    Request,
    Statuses,
    Unimplemented,
)

from ... import models

# --------------------------------------------------------------------- delete


class DeleteRequest(Request):
    """Delete a visualization job.

    `DELETE /v1/{project_id}/visualization-jobs/{job_id}`
    """

    project_id: str
    """Project ID."""
    job_id: str
    """ID of a visualization job."""
    principal: Principal
    """Who calls."""


class Delete200(FixedReply):
    """The request was judged; `is_success` tells whether it was accepted."""

    status: ClassVar[int] = 200
    body: models.JobActionResult


class Delete4XX(RangeReply):
    """The request was refused."""

    statuses: ClassVar[Statuses] = Statuses(400, 499)
    body: models.JobActionResult


# ------------------------------------------------------------------- handlers


class VisualizationJobs(Protocol):
    """Visualization jobs of the older training management.

    A method may be an `async def`, or a plain `def`, which is run in a thread.
    """

    def delete(self, request: DeleteRequest, /) -> Answered[Delete200 | Delete4XX]:
        """Delete a visualization job."""
        ...


class UnimplementedVisualizationJobs:
    """Answers 501 to everything. Derive from it, and write the methods that you have."""

    def delete(self, request: DeleteRequest, /) -> Answered[Delete200 | Delete4XX]:
        raise Unimplemented("DeleteVisualizationJob")
