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
    "ConfigurationError",
    "DecodeError",
    "Error",
    "ForbiddenError",
    "NotFoundError",
    "ResponseTooLargeError",
    "TimeoutError",
    "TooManyRequestsError",
    "TransportError",
    "UnauthorizedError",
    "UndocumentedStatusError",
    "UnsuccessfulError",
]


class UnauthorizedError(ApiError):
    """401: Credentials are missing or not accepted: no access token, a token of another
    issuer or without the required scope, or malformed request headers.
    """

    bodies = (Json(models.ErrorResponse),)
    body: models.ErrorResponse | None


class ForbiddenError(ApiError):
    """403: The user lacks the permissions for this operation."""

    bodies = (Json(models.ErrorResponse),)
    body: models.ErrorResponse | None


class NotFoundError(ApiError):
    """404: The inference was not found."""

    bodies = (Json(models.ErrorResponse),)
    body: models.ErrorResponse | None


class TooManyRequestsError(ApiError):
    """429: The client sent more requests than its tier allows."""

    bodies = (Json(models.ErrorResponse),)
    headers_type = _headers.RetryAfterHeaders
    body: models.ErrorResponse | None
    headers: _headers.RetryAfterHeaders
