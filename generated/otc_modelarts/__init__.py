"""A client of OTC ModelArts.

One operation of the older training management of ModelArts: deleting a visualization
job. Its body carries `is_success`, which a client reads even when the HTTP status says
success.
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
