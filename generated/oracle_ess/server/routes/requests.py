"""Endpoint table of Requests."""

from __future__ import annotations

from trueup_runtime.server import Answer, Content, Endpoint, Input

from ...operations import requests as operations
from ..handlers import requests as handlers

ENDPOINTS = (
    Endpoint(
        operations.CANCEL,
        "requests",
        "cancel",
        handlers.CancelRequest,
        inputs=(Input("request_id", "#/$defs/cancelRequest.requestId", required=True),),
        answers=(
            Answer(
                "200",
                handlers.Cancel200,
                contents=(
                    Content("application/json", "#/$defs/link"),
                    Content("application/vnd.oracle.resource+json", "#/$defs/link"),
                ),
            ),
            Answer(
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
            Answer(
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
            Answer(
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
            Answer(
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
            Answer(
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
