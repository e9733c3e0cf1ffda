"""Requests, responses and handlers of PnID to iTwin."""

from __future__ import annotations

from typing import ClassVar, Protocol

from trueup_runtime.server import (
    FixedStatusResponse,
    MaybeAwaitable,
    Principal,
    Request,
    Unimplemented,
)

from ... import models

# ------------------------------------------------------- delete_inference_run


class DeleteInferenceRunRequest(Request):
    """Delete Inference Run.

    `DELETE /synchronization/pnidtoitwin/inferences/{inferenceId}/run`
    """

    inference_id: str
    """Id of the inference whose run ends."""
    principal: Principal
    """The authenticated caller."""


class DeleteInferenceRun204(FixedStatusResponse):
    """The inference run is deleted."""

    status: ClassVar[int] = 204


class DeleteInferenceRun401(FixedStatusResponse):
    """Credentials are missing or not accepted: no access token, a token of another
    issuer or without the required scope, or malformed request headers.
    """

    status: ClassVar[int] = 401
    body: models.ErrorResponse


class DeleteInferenceRun403(FixedStatusResponse):
    """The user lacks the permissions for this operation."""

    status: ClassVar[int] = 403
    body: models.ErrorResponse


class DeleteInferenceRun404(FixedStatusResponse):
    """The inference was not found."""

    status: ClassVar[int] = 404
    body: models.ErrorResponse


class DeleteInferenceRun429(FixedStatusResponse):
    """The client sent more requests than its tier allows."""

    status: ClassVar[int] = 429
    body: models.ErrorResponse
    retry_after: int
    """`Retry-After`: Seconds until the client may send requests again."""


# ------------------------------------------------------------------- handlers


class PnIdToITwin(Protocol):
    """Inferences that extract an iTwin from piping and instrumentation diagrams, and
    their runs.

    A method may be an `async def`, or a `def`, which runs in a thread.
    """

    def delete_inference_run(
        self,
        request: DeleteInferenceRunRequest,
        /,
    ) -> MaybeAwaitable[
        DeleteInferenceRun204
        | DeleteInferenceRun401
        | DeleteInferenceRun403
        | DeleteInferenceRun404
        | DeleteInferenceRun429
    ]:
        """Delete Inference Run."""
        ...


class UnimplementedPnIdToITwin:
    """Returns 501 for every operation. Override the methods that you implement."""

    def delete_inference_run(
        self,
        request: DeleteInferenceRunRequest,
        /,
    ) -> MaybeAwaitable[
        DeleteInferenceRun204
        | DeleteInferenceRun401
        | DeleteInferenceRun403
        | DeleteInferenceRun404
        | DeleteInferenceRun429
    ]:
        raise Unimplemented("delete-inference-run")
