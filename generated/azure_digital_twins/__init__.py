"""A client of Azure Digital Twins.

Two operations on bulk import jobs: deleting a job, which only forgets its id, and
cancelling a job, which stops the import and rolls nothing back.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from ._runtime.client import (
    UNSET,
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
    UnknownVariant,
    invalid_values,
)
from .client import AsyncClient, Client

if TYPE_CHECKING:
    from . import errors, models

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
    "invalid_values",
    "models",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> ModuleType:
        """`models` and `errors` are imported when they are first asked for."""
        if name in ("errors", "models"):
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
