"""What users call of ImportJobs."""

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
from ..operations import import_jobs as _operations


class ImportJobs(Resource):
    """Jobs that import models, twins and relationships in bulk."""

    delete = Method(_operations.delete)
    """Delete an import job."""
    cancel = Method(_operations.cancel)
    """Cancel an import job."""

    @cached_property
    def raw(self) -> RawImportJobs:
        """The same operations, answering with status and headers too."""
        return RawImportJobs(self._client)


class RawImportJobs(Resource):
    """`ImportJobs`, answering with status and headers too."""

    delete = RawMethod(_operations.delete)
    cancel = RawMethod(_operations.cancel)


class AsyncImportJobs(AsyncResource):
    """Jobs that import models, twins and relationships in bulk."""

    delete = AsyncMethod(_operations.delete)
    """Delete an import job."""
    cancel = AsyncMethod(_operations.cancel)
    """Cancel an import job."""

    @cached_property
    def raw(self) -> AsyncRawImportJobs:
        """The same operations, answering with status and headers too."""
        return AsyncRawImportJobs(self._client)


class AsyncRawImportJobs(AsyncResource):
    """`AsyncImportJobs`, answering with status and headers too."""

    delete = AsyncRawMethod(_operations.delete)
    cancel = AsyncRawMethod(_operations.cancel)
