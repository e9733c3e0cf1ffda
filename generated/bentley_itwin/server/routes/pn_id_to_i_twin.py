"""Endpoint table of PnID to iTwin."""

from __future__ import annotations

from trueup_runtime.client import Header
from trueup_runtime.server import (
    Content,
    Endpoint,
    EndpointResponse,
    HeaderBinding,
    ParameterBinding,
)

from ...operations import pn_id_to_i_twin as operations
from ..handlers import pn_id_to_i_twin as handlers

ENDPOINTS = (
    Endpoint(
        operations.DELETE_INFERENCE_RUN,
        "pn_id_to_i_twin",
        "delete_inference_run",
        handlers.DeleteInferenceRunRequest,
        inputs=(
            ParameterBinding(
                "inference_id",
                "#/$defs/delete-inference-run.inferenceId",
                required=True,
            ),
        ),
        responses=(
            EndpointResponse("204", handlers.DeleteInferenceRun204),
            EndpointResponse(
                "401",
                handlers.DeleteInferenceRun401,
                contents=(Content("application/json", "#/$defs/ErrorResponse"),),
            ),
            EndpointResponse(
                "403",
                handlers.DeleteInferenceRun403,
                contents=(Content("application/json", "#/$defs/ErrorResponse"),),
            ),
            EndpointResponse(
                "404",
                handlers.DeleteInferenceRun404,
                contents=(Content("application/json", "#/$defs/ErrorResponse"),),
            ),
            EndpointResponse(
                "429",
                handlers.DeleteInferenceRun429,
                contents=(Content("application/json", "#/$defs/ErrorResponse"),),
                headers=(
                    HeaderBinding(
                        "retry_after",
                        Header("Retry-After"),
                        "#/$defs/delete-inference-run.response.429.Retry-After",
                    ),
                ),
            ),
        ),
    ),
)
