"""A client of Oracle ESS.

One operation of the scheduler, cancelling a job request.
"""

from . import errors, models
from ._runtime import (
    ApiKey,
    AsyncStream,
    Basic,
    Bearer,
    ClientCredentials,
    File,
    Headers,
    RawResponse,
    Response,
    RetryPolicy,
    ServerSentEvent,
    Stream,
    Timeout,
    UNSET,
    UnknownVariant,
)
from .client import AsyncClient, Client

__all__ = [
    "ApiKey",
    "AsyncClient",
    "AsyncStream",
    "Basic",
    "Bearer",
    "Client",
    "ClientCredentials",
    "File",
    "Headers",
    "RawResponse",
    "Response",
    "RetryPolicy",
    "ServerSentEvent",
    "Stream",
    "Timeout",
    "UNSET",
    "UnknownVariant",
    "errors",
    "models",
]
