"""A client of Azure Digital Twins.

Two operations on bulk import jobs: deleting a job, which only forgets its id, and
cancelling a job, which stops the import and rolls nothing back.
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
