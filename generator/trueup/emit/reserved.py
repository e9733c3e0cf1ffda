"""Names that generated modules use themselves, so that they are not assigned."""

MODULE_NAMES = frozenset(
    (
        "models",
        "errors",
        "headers",
        "client",
        "operations",
        "resources",
        # Imported by generated modules.
        "annotations",
        "cached_property",
        "dataclass",
        "field",
    )
)
MODEL_NAMES = frozenset(
    (
        "Any",
        "Literal",
        "TypeAlias",
        "TYPE_CHECKING",
        "Model",
        "OpenModel",
        "OpenStrEnum",
        "OpenIntEnum",
        "UnsetType",
        "UNSET",
        "FileContent",
        "UnknownVariant",
        "Union",
    )
)
CLIENT_ATTRIBUTES = frozenset(
    (
        "close",
        "aclose",
        "service",
        "with_options",
        "base_url",
        "auth",
        "timeout",
        "retries",
        "raw",
        "send",
        "stream",
        "options",
    )
)
METHODS = frozenset(
    ("raw", "stream", "annotations", "cached_property", "deprecated", "overload")
)
VIEWS = ("Async", "Raw", "AsyncRaw", "Stream", "AsyncStream", "Unimplemented")
CLIENT_CLASSES = frozenset(
    (
        "ApiKeyScheme",
        "AsyncClient",
        "Client",
        "Handlers",
        "HttpScheme",
        "Literal",
        "Chunks",
        "File",
        "FileContent",
        "PartWithHeaders",
        "Headers",
        "Iterator",
        "Multipart",
        "UnsetType",
        "MutualTlsScheme",
        "OAuth2Scheme",
        "OpenIdScheme",
        "Path",
        "Resource",
        "Security",
        "Service",
        "SyncClient",
        "AsyncMethod",
        "AsyncResource",
        "RawMethod",
        "Request",
        "AsyncRawMethod",
        "ResponseSpec",
        "Protocol",
        "Endpoint",
        "Response",
        "AnyHandlerResponse",
        "MaybeAwaitable",
        "FixedStatusResponse",
        "Mapping",
        "Principal",
        "RangeStatusResponse",
        "Statuses",
        "Unimplemented",
        "ClassVar",
        "Any",
        "Iterable",
        "AsyncIterable",
        "ServerSentEvent",
        "StreamMethod",
        "AsyncStreamMethod",
        "CallOptions",
        "Unpack",
    )
)
PARAMETERS = frozenset(
    (
        "self",
        "body",
        "content_type",
        "accept",
        "call_options",
        "timeout",
        "extra_headers",
        "extra_query",
    )
)
