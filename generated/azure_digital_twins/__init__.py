"""A client of Azure Digital Twins.

Two operations on bulk import jobs: deleting a job, which only forgets its id, and
cancelling a job, which stops the import and rolls nothing back.
"""

from . import errors, models
from ._runtime import (
    ApiKey,
    Basic,
    Bearer,
    ClientCredentials,
    Headers,
    RawResponse,
    Response,
    RetryPolicy,
    Timeout,
    UNSET,
    UnknownVariant,
)
from .client import AsyncClient, Client

__all__ = [
    "ApiKey",
    "AsyncClient",
    "Basic",
    "Bearer",
    "Client",
    "ClientCredentials",
    "Headers",
    "RawResponse",
    "Response",
    "RetryPolicy",
    "Timeout",
    "UNSET",
    "UnknownVariant",
    "errors",
    "models",
]
