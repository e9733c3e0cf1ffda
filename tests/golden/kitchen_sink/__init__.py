"""A client of Kitchen Sink.

The service of a restaurant's kitchen.

It takes *orders*, keeps **recipes** and drives ovens.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from . import _requirements as _requirements  # isort: skip  # checks first
from trueup_runtime.client import (
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

from .client import SERVERS, AsyncClient, Client, server_url

if TYPE_CHECKING:
    from . import errors, models, webhooks

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
    "SERVERS",
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
    "webhooks",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> ModuleType:
        """Import a module when it is first used."""
        if name in ("errors", "models", "webhooks"):
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
