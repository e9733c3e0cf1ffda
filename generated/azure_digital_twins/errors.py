"""Exceptions: one class per documented status, plus those of the runtime."""

from __future__ import annotations

from . import headers as _headers
from . import models
from ._runtime.client import (
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

__all__ = [
    "ApiError",
    "ConfigurationError",
    "DecodeError",
    "DefaultError",
    "Error",
    "ResponseTooLargeError",
    "TimeoutError",
    "TransportError",
    "UndocumentedStatusError",
    "UnsuccessfulError",
]


class DefaultError(ApiError):
    """Any other status: Default response."""

    bodies = (Json(models.ErrorResponse),)
    headers_type = _headers.XMsErrorCodeHeaders
    body: models.ErrorResponse | None
    headers: _headers.XMsErrorCodeHeaders
