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
    Base64Url,
    Basic,
    Bearer,
    CallOptions,
    ClientCredentials,
    File,
    FileContent,
    Headers,
    RawResponse,
    Response,
    RetryPolicy,
    ServerSentEvent,
    Stream,
    Timeout,
    UnknownVariant,
    from_dict,
    from_json,
    invalid_values,
    to_dict,
    to_json,
)
from .client import AsyncClient, Client, server_url

if TYPE_CHECKING:
    from . import errors, models

__all__ = [
    "ApiKey",
    "AsyncClient",
    "AsyncStream",
    "Base64Url",
    "Basic",
    "Bearer",
    "CallOptions",
    "Client",
    "ClientCredentials",
    "File",
    "FileContent",
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
    "from_dict",
    "from_json",
    "invalid_values",
    "models",
    "server_url",
    "to_dict",
    "to_json",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> ModuleType:
        """Import a module when it is first used."""
        if name in ("errors", "models"):
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
