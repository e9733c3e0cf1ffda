"""What users call of Requests."""

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
from ..operations import requests as _operations


class Requests(Resource):
    """Job requests, which the scheduler runs."""

    cancel = Method(_operations.cancel)
    """Cancel an ongoing request."""

    @cached_property
    def raw(self) -> RawRequests:
        """The same operations, answering with status and headers too."""
        return RawRequests(self._client)


class RawRequests(Resource):
    """`Requests`, answering with status and headers too."""

    cancel = RawMethod(_operations.cancel)


class AsyncRequests(AsyncResource):
    """Job requests, which the scheduler runs."""

    cancel = AsyncMethod(_operations.cancel)
    """Cancel an ongoing request."""

    @cached_property
    def raw(self) -> AsyncRawRequests:
        """The same operations, answering with status and headers too."""
        return AsyncRawRequests(self._client)


class AsyncRawRequests(AsyncResource):
    """`AsyncRequests`, answering with status and headers too."""

    cancel = AsyncRawMethod(_operations.cancel)
