"""The runtime of a generated server.

In reading order: `routing`, `security`, `negotiation`, `decoding` (with
`parameter_decoding`, `body_decoding`, `bodies`, `parameters`, `schema_shapes`, `schemas`,
`explanation`), `limits`, `responses`, `encoding`, `errors` (with `problems`,
`error_bodies`), and `application`, which puts them into one order.
"""

from .application import (
    Application,
    Lifespan,
    Options,
    http_request,
)
from .credentials import (
    AuthorizationScheme,
    BasicCredential,
    CertificateCredential,
    CertificateScheme,
    KeyCredential,
    KeyScheme,
    Principal,
    Schemes,
    TokenCredential,
)
from .defaults import Defaults
from .endpoints import (
    Content,
    Endpoint,
    EndpointResponse,
    HeaderBinding,
    ParameterBinding,
    RequestBody,
)
from .errors import OnProblem
from .limits import (
    DEFAULT_BODY_TIMEOUT,
    DEFAULT_MAX_BODY,
    DEFAULT_MAX_JSON_BODY,
    DEFAULT_TOTAL_BODY_TIMEOUT,
    BodyLimits,
    Limits,
)
from .problems import Problem, Violation
from .response_validation import Validation
from .responses import (
    AnyHandlerResponse,
    FixedStatusResponse,
    HandlerError,
    HandlerResponse,
    MaybeAwaitable,
    RangeStatusResponse,
    Request,
    Statuses,
    Unimplemented,
)
from .schemas import Schemas
from .security import Forbidden
from .validators import Formats

__all__ = [
    "DEFAULT_BODY_TIMEOUT",
    "DEFAULT_MAX_BODY",
    "DEFAULT_MAX_JSON_BODY",
    "DEFAULT_TOTAL_BODY_TIMEOUT",
    "AnyHandlerResponse",
    "Application",
    "AuthorizationScheme",
    "BasicCredential",
    "BodyLimits",
    "CertificateCredential",
    "CertificateScheme",
    "Content",
    "Defaults",
    "Endpoint",
    "EndpointResponse",
    "FixedStatusResponse",
    "Forbidden",
    "Formats",
    "HandlerError",
    "HandlerResponse",
    "HeaderBinding",
    "KeyCredential",
    "KeyScheme",
    "Lifespan",
    "Limits",
    "MaybeAwaitable",
    "OnProblem",
    "Options",
    "ParameterBinding",
    "Principal",
    "Problem",
    "RangeStatusResponse",
    "Request",
    "RequestBody",
    "Schemas",
    "Schemes",
    "Statuses",
    "TokenCredential",
    "Unimplemented",
    "Validation",
    "Violation",
    "http_request",
]
