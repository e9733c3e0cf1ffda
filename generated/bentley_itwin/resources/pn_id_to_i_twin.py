"""PnID to iTwin resource."""

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

from ..operations import pn_id_to_i_twin as _operations


class PnIdToITwin(Resource):
    """Inferences that extract an iTwin from piping and instrumentation diagrams, and
    their runs.
    """

    def delete_inference_run(
        self, inference_id: str, **call_options: Unpack[CallOptions]
    ) -> None:
        """Delete Inference Run.

        Cancels the execution of the run of an inference and deletes the run. An
        inference has at most one run, which is why the run has no id of its own.

        Effect on the job:
            effect: cancel+delete
            completion: done when the call returns
            terminal: unknown
            rollback: unknown
            idempotency: 204 then 404

        Args:
            inference_id: Id of the inference whose run ends.

        Raises:
            errors.UnauthorizedError: 401: Credentials are missing or not accepted: no
                access token, a token of another issuer or without the required scope,
                or malformed request headers.
            errors.ForbiddenError: 403: The user lacks the permissions for this
                operation.
            errors.NotFoundError: 404: The inference was not found.
            errors.TooManyRequestsError: 429: The client sent more requests than its
                tier allows.
        """
        self._client.send(
            _operations.delete_inference_run(inference_id, **call_options)
        )

    @cached_property
    def raw(self) -> RawPnIdToITwin:
        """The same methods, returning the full response: status, headers and data."""
        return RawPnIdToITwin(self._client)


class RawPnIdToITwin(Resource):
    """`PnIdToITwin`, returning the full response: status, headers and data."""

    delete_inference_run = RawMethod(_operations.delete_inference_run)


class AsyncPnIdToITwin(AsyncResource):
    """Inferences that extract an iTwin from piping and instrumentation diagrams, and
    their runs.
    """

    async def delete_inference_run(
        self, inference_id: str, **call_options: Unpack[CallOptions]
    ) -> None:
        """Delete Inference Run.

        Cancels the execution of the run of an inference and deletes the run. An
        inference has at most one run, which is why the run has no id of its own.

        Effect on the job:
            effect: cancel+delete
            completion: done when the call returns
            terminal: unknown
            rollback: unknown
            idempotency: 204 then 404

        Args:
            inference_id: Id of the inference whose run ends.

        Raises:
            errors.UnauthorizedError: 401: Credentials are missing or not accepted: no
                access token, a token of another issuer or without the required scope,
                or malformed request headers.
            errors.ForbiddenError: 403: The user lacks the permissions for this
                operation.
            errors.NotFoundError: 404: The inference was not found.
            errors.TooManyRequestsError: 429: The client sent more requests than its
                tier allows.
        """
        await self._client.send(
            _operations.delete_inference_run(inference_id, **call_options)
        )

    @cached_property
    def raw(self) -> AsyncRawPnIdToITwin:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawPnIdToITwin(self._client)


class AsyncRawPnIdToITwin(AsyncResource):
    """`AsyncPnIdToITwin`, returning the full response: status, headers and data."""

    delete_inference_run = AsyncRawMethod(_operations.delete_inference_run)
