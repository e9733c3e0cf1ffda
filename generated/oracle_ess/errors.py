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
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "DecodeError",
    "Error",
    "ForbiddenError",
    "InternalServerError",
    "NotFoundError",
    "ResponseTooLargeError",
    "TimeoutError",
    "TransportError",
    "UndocumentedStatusError",
    "UnsuccessfulError",
]


class BadRequestError(ApiError):
    """400: Unsupported state for operation"""

    bodies = (
        Json(models.SimpleExceptionDetail),
        Json(models.SimpleExceptionDetail, "application/vnd.oracle.resource+json"),
    )
    body: models.SimpleExceptionDetail | None


class ForbiddenError(ApiError):
    """403: Not authorized to cancel this request"""

    bodies = (
        Json(models.SimpleExceptionDetail),
        Json(models.SimpleExceptionDetail, "application/vnd.oracle.resource+json"),
    )
    body: models.SimpleExceptionDetail | None


class NotFoundError(ApiError):
    """404: Request ID not found"""

    bodies = (
        Json(models.SimpleExceptionDetail),
        Json(models.SimpleExceptionDetail, "application/vnd.oracle.resource+json"),
    )
    body: models.SimpleExceptionDetail | None


class ConflictError(ApiError):
    """409: Conflict"""

    bodies = (
        Json(models.SimpleExceptionDetail),
        Json(models.SimpleExceptionDetail, "application/vnd.oracle.resource+json"),
    )
    body: models.SimpleExceptionDetail | None


class InternalServerError(ApiError):
    """500: Scheduling sub-system error"""

    bodies = (
        Json(models.SimpleExceptionDetail),
        Json(models.SimpleExceptionDetail, "application/vnd.oracle.resource+json"),
    )
    body: models.SimpleExceptionDetail | None
