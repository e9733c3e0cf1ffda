"""Exceptions: one class per documented status, plus those of the runtime."""

from __future__ import annotations

from trueup_runtime.client import (
    ApiError,
    ConfigurationError,
    DecodeError,
    Error,
    Json,
    ResponseTooLargeError,
    TimeoutError,
    TransportError,
    UndocumentedStatusError,
    UnsuccessfulError,
)

from . import models

__all__ = [
    "ApiError",
    "ClientError",
    "ConfigurationError",
    "DecodeError",
    "Error",
    "ResponseTooLargeError",
    "TimeoutError",
    "TransportError",
    "UndocumentedStatusError",
    "UnsuccessfulError",
]


class ClientError(ApiError):
    """4XX: The request was refused."""

    bodies = (Json(models.JobActionResult),)
    body: models.JobActionResult | None
