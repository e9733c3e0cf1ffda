"""A client of Bentley iTwin.

One operation of the API that turns piping and instrumentation diagrams into an iTwin:
ending the run of an inference.
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
