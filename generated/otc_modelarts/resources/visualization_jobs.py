"""Visualization Jobs resource."""

from __future__ import annotations

from functools import cached_property
from typing import Unpack

from trueup_runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    CallOptions,
    RawMethod,
    Resource,
)

from .. import models
from ..operations import visualization_jobs as _operations


class VisualizationJobs(Resource):
    """Visualization jobs of the older training management."""

    def delete(
        self, project_id: str, job_id: str, **call_options: Unpack[CallOptions]
    ) -> models.JobActionResult:
        """Delete a visualization job.

        Asks for the deletion of a visualization job. The call is asynchronous: success
        means that the request was accepted, and the deletion can still fail. Query the
        job, or the list of jobs, to learn what became of it. Test `is_success` in every
        answer, whatever the HTTP status. The vendor files this operation under its
        historical APIs.

        Effect on the job:
            effect: delete
            completion: success means accepted; poll `GET
                /v1/{project_id}/visualization-jobs/{job_id}` until `/status` is
                terminal
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
        return self._client.send(
            _operations.delete(project_id, job_id, **call_options)
        ).data

    @cached_property
    def raw(self) -> RawVisualizationJobs:
        """The same methods, returning the full response: status, headers and data."""
        return RawVisualizationJobs(self._client)


class RawVisualizationJobs(Resource):
    """`VisualizationJobs`, returning the full response: status, headers and data."""

    delete = RawMethod(_operations.delete)


class AsyncVisualizationJobs(AsyncResource):
    """Visualization jobs of the older training management."""

    async def delete(
        self, project_id: str, job_id: str, **call_options: Unpack[CallOptions]
    ) -> models.JobActionResult:
        """Delete a visualization job.

        Asks for the deletion of a visualization job. The call is asynchronous: success
        means that the request was accepted, and the deletion can still fail. Query the
        job, or the list of jobs, to learn what became of it. Test `is_success` in every
        answer, whatever the HTTP status. The vendor files this operation under its
        historical APIs.

        Effect on the job:
            effect: delete
            completion: success means accepted; poll `GET
                /v1/{project_id}/visualization-jobs/{job_id}` until `/status` is
                terminal
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
        response = await self._client.send(
            _operations.delete(project_id, job_id, **call_options)
        )
        return response.data

    @cached_property
    def raw(self) -> AsyncRawVisualizationJobs:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawVisualizationJobs(self._client)


class AsyncRawVisualizationJobs(AsyncResource):
    """`AsyncVisualizationJobs`, returning the full response: status, headers and data."""

    delete = AsyncRawMethod(_operations.delete)
