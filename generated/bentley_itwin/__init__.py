"""A client of Bentley iTwin.

One operation of the API that turns piping and instrumentation diagrams into an iTwin:
ending the run of an inference.
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
