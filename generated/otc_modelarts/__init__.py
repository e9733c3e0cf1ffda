"""A client of OTC ModelArts.

One operation of the older training management of ModelArts: deleting a visualization
job. Its body carries `is_success`, which a client reads even when the HTTP status says
success.
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
