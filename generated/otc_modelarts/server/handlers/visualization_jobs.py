"""Requests, responses and handlers of Visualization Jobs."""

from __future__ import annotations

from typing import ClassVar, Protocol

from trueup_runtime.server import (
    FixedStatusResponse,
    MaybeAwaitable,
    Principal,
    RangeStatusResponse,
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
    """The authenticated caller."""


class Delete200(FixedStatusResponse):
    """The request was judged; `is_success` tells whether it was accepted."""

    status: ClassVar[int] = 200
    body: models.JobActionResult


class Delete4XX(RangeStatusResponse):
    """The request was refused."""

    statuses: ClassVar[Statuses] = Statuses(400, 499)
    body: models.JobActionResult


# ------------------------------------------------------------------- handlers


class VisualizationJobs(Protocol):
    """Visualization jobs of the older training management.

    A method may be an `async def`, or a `def`, which runs in a thread.
    """

    def delete(
        self, request: DeleteRequest, /
    ) -> MaybeAwaitable[Delete200 | Delete4XX]:
        """Delete a visualization job."""
        ...


class UnimplementedVisualizationJobs:
    """Returns 501 for every operation. Override the methods that you implement."""

    def delete(
        self, request: DeleteRequest, /
    ) -> MaybeAwaitable[Delete200 | Delete4XX]:
        raise Unimplemented("DeleteVisualizationJob")
