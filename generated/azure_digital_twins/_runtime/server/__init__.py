"""The runtime of a generated server.

In reading order: `routing`, `security`, `negotiation`, `decoding` (with `bodies`,
`parameters`, `shapes`, `schemas`, `explanation`), `limits`, `replies`, `encoding`,
`errors` (with `problems`, `filling`), and `application`, which puts them into one order.
"""

from .application import (
    Application,
    Lifespan,
    Options,
    Validation,
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
from .endpoints import Answer, Content, Endpoint, Input, Intake, Output
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
from .replies import (
    Answered,
    AnyReply,
    FixedReply,
    Raised,
    RangeReply,
    Reply,
    Request,
    Statuses,
    Unimplemented,
)
from .schemas import Schemas
from .security import Forbidden

__all__ = [
    "DEFAULT_BODY_TIMEOUT",
    "DEFAULT_MAX_BODY",
    "DEFAULT_MAX_JSON_BODY",
    "DEFAULT_TOTAL_BODY_TIMEOUT",
    "Answer",
    "Answered",
    "AnyReply",
    "Application",
    "AuthorizationScheme",
    "BasicCredential",
    "BodyLimits",
    "CertificateCredential",
    "CertificateScheme",
    "Content",
    "Endpoint",
    "FixedReply",
    "Forbidden",
    "Input",
    "Intake",
    "KeyCredential",
    "KeyScheme",
    "Lifespan",
    "Limits",
    "OnProblem",
    "Options",
    "Output",
    "Principal",
    "Problem",
    "Raised",
    "RangeReply",
    "Reply",
    "Request",
    "Schemas",
    "Schemes",
    "Statuses",
    "TokenCredential",
    "Unimplemented",
    "Validation",
    "Violation",
    "http_request",
]
