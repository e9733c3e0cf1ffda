"""Inferences that extract an iTwin from piping and instrumentation diagrams, and their
runs.
"""

from __future__ import annotations

from typing import Unpack

from trueup_runtime.client import (
    Call,
    CallOptions,
    Headers,
    Operation,
    Path,
    ResponseSpec,
)

from .. import errors

DELETE_INFERENCE_RUN = Operation(
    "delete-inference-run",
    "DELETE",
    "/synchronization/pnidtoitwin/inferences/{inferenceId}/run",
    parameters=(Path("inferenceId"),),
    responses={204: ResponseSpec()},
    errors={
        401: errors.UnauthorizedError,
        403: errors.ForbiddenError,
        404: errors.NotFoundError,
        429: errors.TooManyRequestsError,
    },
    security=((("oauth2", ("itwin-platform",)),),),
    accept="application/vnd.bentley.itwin-platform.v2+json",
)


def delete_inference_run(
    inference_id: str, **call_options: Unpack[CallOptions]
) -> Call[None, Headers]:
    """Delete Inference Run.

    Cancels the execution of the run of an inference and deletes the run. An inference
    has at most one run, which is why the run has no id of its own.

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
            access token, a token of another issuer or without the required scope, or
            malformed request headers.
        errors.ForbiddenError: 403: The user lacks the permissions for this operation.
        errors.NotFoundError: 404: The inference was not found.
        errors.TooManyRequestsError: 429: The client sent more requests than its tier
            allows.
    """
    return Call(DELETE_INFERENCE_RUN, (inference_id,), options=call_options)
