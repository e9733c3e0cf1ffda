"""What users call of PnID to iTwin."""

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
from ..operations import pn_id_to_i_twin as _operations


class PnIdToITwin(Resource):
    """Inferences that extract an iTwin from piping and instrumentation diagrams, and
    their runs.
    """

    delete_inference_run = Method(_operations.delete_inference_run)
    """Delete Inference Run."""

    @cached_property
    def raw(self) -> RawPnIdToITwin:
        """The same operations, answering with status and headers too."""
        return RawPnIdToITwin(self._client)


class RawPnIdToITwin(Resource):
    """`PnIdToITwin`, answering with status and headers too."""

    delete_inference_run = RawMethod(_operations.delete_inference_run)


class AsyncPnIdToITwin(AsyncResource):
    """Inferences that extract an iTwin from piping and instrumentation diagrams, and
    their runs.
    """

    delete_inference_run = AsyncMethod(_operations.delete_inference_run)
    """Delete Inference Run."""

    @cached_property
    def raw(self) -> AsyncRawPnIdToITwin:
        """The same operations, answering with status and headers too."""
        return AsyncRawPnIdToITwin(self._client)


class AsyncRawPnIdToITwin(AsyncResource):
    """`AsyncPnIdToITwin`, answering with status and headers too."""

    delete_inference_run = AsyncRawMethod(_operations.delete_inference_run)
