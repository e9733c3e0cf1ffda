"""What users call of Visualization Jobs."""

from __future__ import annotations

from functools import cached_property

from .._runtime import (
    AsyncMethod,
    AsyncRawMethod,
    AsyncResource,
    Method,
    RawMethod,
    Resource,
)
from ..operations import visualization_jobs as _operations


class VisualizationJobs(Resource):
    """Visualization jobs of the older training management."""

    delete = Method(_operations.delete)
    """Delete a visualization job."""

    @cached_property
    def raw(self) -> RawVisualizationJobs:
        """The same operations, answering with status and headers too."""
        return RawVisualizationJobs(self._client)


class RawVisualizationJobs(Resource):
    """`VisualizationJobs`, answering with status and headers too."""

    delete = RawMethod(_operations.delete)


class AsyncVisualizationJobs(AsyncResource):
    """Visualization jobs of the older training management."""

    delete = AsyncMethod(_operations.delete)
    """Delete a visualization job."""

    @cached_property
    def raw(self) -> AsyncRawVisualizationJobs:
        """The same operations, answering with status and headers too."""
        return AsyncRawVisualizationJobs(self._client)


class AsyncRawVisualizationJobs(AsyncResource):
    """`AsyncVisualizationJobs`, answering with status and headers too."""

    delete = AsyncRawMethod(_operations.delete)
