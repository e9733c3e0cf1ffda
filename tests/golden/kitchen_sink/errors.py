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

from . import headers as _headers
from . import models

__all__ = [
    "ApiError",
    "BadRequestError",
    "ClientError",
    "ConfigurationError",
    "ConflictError",
    "DecodeError",
    "DefaultError",
    "Error",
    "NotFoundError",
    "ResponseTooLargeError",
    "ServiceUnavailableError",
    "TimeoutError",
    "TransportError",
    "UndocumentedStatusError",
    "UnsuccessfulError",
]


class BadRequestError(ApiError):
    """400: The request is not valid."""

    bodies = (Json(models.Problem, "application/problem+json"),)
    body: models.Problem | None


class NotFoundError(ApiError):
    """404: Something went wrong."""

    bodies = (Json(models.Problem, "application/problem+json"),)
    body: models.Problem | None


class ConflictError(ApiError):
    """409: The table has an open order."""

    bodies = (Json(models.Conflict),)
    body: models.Conflict | None


class ClientError(ApiError):
    """4XX: Something went wrong."""

    bodies = (Json(models.Problem, "application/problem+json"),)
    body: models.Problem | None


class ServiceUnavailableError(ApiError):
    """503: The kitchen is closed."""

    headers_type = _headers.RetryAfterHeaders
    body: None
    headers: _headers.RetryAfterHeaders


class DefaultError(ApiError):
    """Any other status: Something went wrong."""

    bodies = (Json(models.Problem, "application/problem+json"),)
    body: models.Problem | None
