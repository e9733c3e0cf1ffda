"""A client of Oracle ESS.

One operation of the scheduler, cancelling a job request.
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
