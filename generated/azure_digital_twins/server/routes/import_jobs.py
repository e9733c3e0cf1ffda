"""Endpoint table of ImportJobs."""

from __future__ import annotations

from ..._runtime.client import Header
from ..._runtime.server import Answer, Content, Endpoint, Input, Output
from ...operations import import_jobs as operations
from ..handlers import import_jobs as handlers

ENDPOINTS = (
    Endpoint(
        operations.DELETE,
        "import_jobs",
        "delete",
        handlers.DeleteRequest,
        inputs=(
            Input("id", "#/$defs/ImportJobs_Delete.id", required=True),
            Input(None, "#/$defs/api-version", required=True),
            Input("traceparent", "#/$defs/traceparent"),
            Input("tracestate", "#/$defs/tracestate"),
        ),
        answers=(
            Answer("204", handlers.Delete204),
            Answer(
                "default",
                handlers.DeleteDefault,
                contents=(Content("application/json", "#/$defs/ErrorResponse"),),
                headers=(
                    Output(
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
            Input("id", "#/$defs/ImportJobs_Cancel.id", required=True),
            Input(None, "#/$defs/api-version", required=True),
            Input("traceparent", "#/$defs/traceparent"),
            Input("tracestate", "#/$defs/tracestate"),
        ),
        answers=(
            Answer(
                "200",
                handlers.Cancel200,
                contents=(Content("application/json", "#/$defs/ImportJob"),),
            ),
            Answer(
                "default",
                handlers.CancelDefault,
                contents=(Content("application/json", "#/$defs/ErrorResponse"),),
                headers=(
                    Output(
                        "x_ms_error_code",
                        Header("x-ms-error-code"),
                        "#/$defs/Default.response.x-ms-error-code",
                    ),
                ),
            ),
        ),
    ),
)
