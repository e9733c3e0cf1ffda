"""The runtime of a generated server.

In reading order: `routing`, `security`, `negotiation`, `decoding` (with
`parameter_decoding`, `body_decoding`, `bodies`, `parameters`, `schema_shapes`, `schemas`,
`explanation`), `limits`, `responses`, `encoding`, `errors` (with `problems`,
`error_bodies`), and `application`, which puts them into one order.

What needs Starlette is imported when it is first used: tables of endpoints need none.
"""

from importlib import import_module
from typing import TYPE_CHECKING

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
from .limits import (
    DEFAULT_BODY_TIMEOUT,
    DEFAULT_MAX_BODY,
    DEFAULT_MAX_JSON_BODY,
    DEFAULT_TOTAL_BODY_TIMEOUT,
    BodyLimits,
    Limits,
)
from .problems import Problem, Violation
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
from .validators import Formats

if TYPE_CHECKING:
    from .application import Application, Lifespan, Options, http_request
    from .errors import OnProblem
    from .response_validation import Validation
    from .security import Forbidden
else:
    _MODULES = {
        "Application": "application",
        "Forbidden": "security",
        "Lifespan": "application",
        "OnProblem": "errors",
        "Options": "application",
        "Validation": "response_validation",
        "http_request": "application",
    }

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__():
        return __all__


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
