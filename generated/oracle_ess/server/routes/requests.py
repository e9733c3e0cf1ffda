"""Endpoint table of Requests."""

from __future__ import annotations

from trueup_runtime.server import Content, Endpoint, EndpointResponse, ParameterBinding

from ...operations import requests as operations
from ..handlers import requests as handlers

ENDPOINTS = (
    Endpoint(
        operations.CANCEL,
        "requests",
        "cancel",
        handlers.CancelRequest,
        inputs=(
            ParameterBinding(
                "request_id", "#/$defs/cancelRequest.requestId", required=True
            ),
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.Cancel200,
                contents=(
                    Content("application/json", "#/$defs/link"),
                    Content("application/vnd.oracle.resource+json", "#/$defs/link"),
                ),
            ),
            EndpointResponse(
                "400",
                handlers.Cancel400,
                contents=(
                    Content("application/json", "#/$defs/SimpleExceptionDetail"),
                    Content(
                        "application/vnd.oracle.resource+json",
                        "#/$defs/SimpleExceptionDetail",
                    ),
                ),
            ),
            EndpointResponse(
                "403",
                handlers.Cancel403,
                contents=(
                    Content("application/json", "#/$defs/SimpleExceptionDetail"),
                    Content(
                        "application/vnd.oracle.resource+json",
                        "#/$defs/SimpleExceptionDetail",
                    ),
                ),
            ),
            EndpointResponse(
                "404",
                handlers.Cancel404,
                contents=(
                    Content("application/json", "#/$defs/SimpleExceptionDetail"),
                    Content(
                        "application/vnd.oracle.resource+json",
                        "#/$defs/SimpleExceptionDetail",
                    ),
                ),
            ),
            EndpointResponse(
                "409",
                handlers.Cancel409,
                contents=(
                    Content("application/json", "#/$defs/SimpleExceptionDetail"),
                    Content(
                        "application/vnd.oracle.resource+json",
                        "#/$defs/SimpleExceptionDetail",
                    ),
                ),
            ),
            EndpointResponse(
                "500",
                handlers.Cancel500,
                contents=(
                    Content("application/json", "#/$defs/SimpleExceptionDetail"),
                    Content(
                        "application/vnd.oracle.resource+json",
                        "#/$defs/SimpleExceptionDetail",
                    ),
                ),
            ),
        ),
    ),
)
