"""Inferences that extract an iTwin from piping and instrumentation diagrams, and their
runs.
"""

from __future__ import annotations

from .. import errors
from .._runtime import Call, Headers, Operation, Path, Reply

DELETE_INFERENCE_RUN = Operation(
    "delete-inference-run",
    "DELETE",
    "/synchronization/pnidtoitwin/inferences/{inferenceId}/run",
    parameters=(Path("inferenceId"),),
    replies={204: Reply()},
    errors={
        401: errors.UnauthorizedError,
        403: errors.ForbiddenError,
        404: errors.NotFoundError,
        429: errors.TooManyRequestsError,
    },
    security=((("oauth2", ("itwin-platform",)),),),
    accept="application/vnd.bentley.itwin-platform.v2+json",
)


def delete_inference_run(inference_id: str) -> Call[None, Headers]:
    """Delete Inference Run."""
    return Call(DELETE_INFERENCE_RUN, (inference_id,))
