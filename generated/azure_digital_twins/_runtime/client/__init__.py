"""The runtime of generated clients and servers: everything that they import.

Forms are imported when they are first used, since few packages have any.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from .addressing import expand_server
from .api_errors import ApiError, UndocumentedStatusError, UnsuccessfulError
from .async_client import AsyncClient
from .base64url import Base64Url
from .bodies import Body, Bytes, Chunks, Content, Json, Text
from .call_options import CallOptions, Timeout
from .calls import Call, StreamCall
from .client import SyncClient
from .codec import convert, decode, encode, to_builtins
from .coercion import Shape
from .credentials import (
    ApiKey,
    ApiKeyScheme,
    Auth,
    Basic,
    Bearer,
    Credential,
    HttpScheme,
    MutualTlsScheme,
    OAuth2Scheme,
    OpenIdScheme,
    Scheme,
)
from .deprecation import deprecated
from .enums import OpenIntEnum, OpenStrEnum
from .errors import (
    ConfigurationError,
    DecodeError,
    Error,
    ResponseTooLargeError,
    TimeoutError,
    TransportError,
)
from .event_streams import EventStream, ServerSentEvent
from .files import File, FileContent
from .form_fields import Part, PartWithHeaders
from .headers import Headers
from .lenient import invalid_values
from .model import UNSET, Model, OpenModel, UnsetType, constant, field
from .operation import Operation, RawResponse, Response, ResponseSpec
from .options import (
    AsyncClientArguments,
    ClientArguments,
    Options,
    Service,
)
from .parameters import Cookie, Header, Parameter, Path, Query, QueryString
from .request import Request
from .resource import (
    AsyncRawMethod,
    AsyncResource,
    AsyncStreamMethod,
    RawMethod,
    Resource,
    StreamMethod,
)
from .retries import RetryPolicy
from .serialization import decode_webhook, from_dict, from_json, to_dict, to_json
from .streaming import AsyncStream, Stream
from .streams import JsonLines
from .tokens import ClientCredentials, TokenError
from .unions import UnknownVariant, union

if TYPE_CHECKING:
    from .form_parts import PartHead
    from .forms import Form
    from .multipart import Multipart
else:
    _MODULES = {"Form": "forms", "Multipart": "multipart", "PartHead": "form_parts"}

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value


__all__ = [
    "UNSET",
    "ApiError",
    "ApiKey",
    "ApiKeyScheme",
    "AsyncClient",
    "AsyncClientArguments",
    "AsyncRawMethod",
    "AsyncResource",
    "AsyncStream",
    "AsyncStreamMethod",
    "Auth",
    "Base64Url",
    "Basic",
    "Bearer",
    "Body",
    "Bytes",
    "Call",
    "CallOptions",
    "Chunks",
    "ClientArguments",
    "ClientCredentials",
    "ConfigurationError",
    "Content",
    "Cookie",
    "Credential",
    "DecodeError",
    "Error",
    "EventStream",
    "File",
    "FileContent",
    "Form",
    "Header",
    "Headers",
    "HttpScheme",
    "Json",
    "JsonLines",
    "Model",
    "Multipart",
    "MutualTlsScheme",
    "OAuth2Scheme",
    "OpenIdScheme",
    "OpenIntEnum",
    "OpenModel",
    "OpenStrEnum",
    "Operation",
    "Options",
    "Parameter",
    "Part",
    "PartHead",
    "PartWithHeaders",
    "Path",
    "Query",
    "QueryString",
    "RawMethod",
    "RawResponse",
    "Request",
    "Resource",
    "Response",
    "ResponseSpec",
    "ResponseTooLargeError",
    "RetryPolicy",
    "Scheme",
    "ServerSentEvent",
    "Service",
    "Shape",
    "Stream",
    "StreamCall",
    "StreamMethod",
    "SyncClient",
    "Text",
    "Timeout",
    "TimeoutError",
    "TokenError",
    "TransportError",
    "UndocumentedStatusError",
    "UnknownVariant",
    "UnsetType",
    "UnsuccessfulError",
    "constant",
    "convert",
    "decode",
    "decode_webhook",
    "deprecated",
    "encode",
    "expand_server",
    "field",
    "from_dict",
    "from_json",
    "invalid_values",
    "to_builtins",
    "to_dict",
    "to_json",
    "union",
]
