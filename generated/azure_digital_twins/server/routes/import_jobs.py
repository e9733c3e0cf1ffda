"""Endpoint table of ImportJobs."""

from __future__ import annotations

from ..._runtime.client import Header
from ..._runtime.server import (
    Content,
    Endpoint,
    EndpointResponse,
    HeaderBinding,
    ParameterBinding,
)
from ...operations import import_jobs as operations
from ..handlers import import_jobs as handlers

ENDPOINTS = (
    Endpoint(
        operations.DELETE,
        "import_jobs",
        "delete",
        handlers.DeleteRequest,
        inputs=(
            ParameterBinding("id", "#/$defs/ImportJobs_Delete.id", required=True),
            ParameterBinding(None, "#/$defs/api-version", required=True),
            ParameterBinding("traceparent", "#/$defs/traceparent"),
            ParameterBinding("tracestate", "#/$defs/tracestate"),
        ),
        responses=(
            EndpointResponse("204", handlers.Delete204),
            EndpointResponse(
                "default",
                handlers.DeleteDefault,
                contents=(Content("application/json", "#/$defs/ErrorResponse"),),
                headers=(
                    HeaderBinding(
                        "x_ms_error_code",
                        Header("x-ms-error-code"),
                        "#/$defs/Default.response.x-ms-error-code",
                    ),
                ),
            ),
        ),
    ),
    Endpoint(
        operations.CANCEL,
        "import_jobs",
        "cancel",
        handlers.CancelRequest,
        inputs=(
            ParameterBinding("id", "#/$defs/ImportJobs_Cancel.id", required=True),
            ParameterBinding(None, "#/$defs/api-version", required=True),
            ParameterBinding("traceparent", "#/$defs/traceparent"),
            ParameterBinding("tracestate", "#/$defs/tracestate"),
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.Cancel200,
                contents=(Content("application/json", "#/$defs/ImportJob"),),
            ),
            EndpointResponse(
                "default",
                handlers.CancelDefault,
                contents=(Content("application/json", "#/$defs/ErrorResponse"),),
                headers=(
                    HeaderBinding(
                        "x_ms_error_code",
                        Header("x-ms-error-code"),
                        "#/$defs/Default.response.x-ms-error-code",
                    ),
                ),
            ),
        ),
    ),
)
