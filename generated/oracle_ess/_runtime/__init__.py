"""The runtime of a generated client and server: the table of contents."""

from .bodies import Body, Bytes, Content, Json, Text
from .client import AsyncClient, SyncClient
from .codec import convert, decode, encode, to_builtins
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
from .enums import OpenIntEnum, OpenStrEnum
from .errors import (
    ApiError,
    ConfigurationError,
    DecodeError,
    Error,
    TimeoutError,
    TransportError,
    UndocumentedStatusError,
    UnsuccessfulError,
)
from .forms import File, Form, Multipart, Part
from .headers import Headers
from .model import UNSET, Model, OpenModel, UnsetType, constant, field
from .operation import Call, Operation, RawResponse, Reply, Request, Response
from .options import (
    AsyncClientArguments,
    ClientArguments,
    Options,
    Service,
    Timeout,
)
from .parameters import Cookie, Header, Parameter, Path, Query, QueryString
from .resource import (
    AsyncMethod,
    AsyncRawMethod,
    AsyncResource,
    Method,
    RawMethod,
    Resource,
)
from .retries import RetryPolicy
from .shapes import Shape
from .streams import EventStream, JsonLines, ServerSentEvent
from .tokens import ClientCredentials, TokenError
from .unions import UnknownVariant, union

__all__ = [
    "ApiError",
    "ApiKey",
    "ApiKeyScheme",
    "AsyncClient",
    "AsyncClientArguments",
    "AsyncMethod",
    "AsyncRawMethod",
    "AsyncResource",
    "Auth",
    "Basic",
    "Bearer",
    "Body",
    "Bytes",
    "Call",
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
    "Form",
    "Header",
    "Headers",
    "HttpScheme",
    "Json",
    "JsonLines",
    "Method",
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
    "Path",
    "Query",
    "QueryString",
    "RawMethod",
    "RawResponse",
    "Reply",
    "Request",
    "Resource",
    "Response",
    "RetryPolicy",
    "Scheme",
    "ServerSentEvent",
    "Service",
    "Shape",
    "SyncClient",
    "Text",
    "Timeout",
    "TimeoutError",
    "TokenError",
    "TransportError",
    "UNSET",
    "UndocumentedStatusError",
    "UnknownVariant",
    "UnsetType",
    "UnsuccessfulError",
    "constant",
    "convert",
    "decode",
    "encode",
    "field",
    "to_builtins",
    "union",
]
