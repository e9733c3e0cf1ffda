"""What the emitted server is made of. Ordinary Python; knows no description.

In reading order: `routing`, `security`, `negotiation`, `decoding` (with `bodies`,
`shapes`, `schemas`), `replies`, `encoding`, `errors` (with `problems`, `filling`), and
`application`, which puts them into one order.
"""

from .application import (
    DEFAULT_MAX_BODY,
    Application,
    Lifespan,
    Options,
    Validation,
    http_request,
)
from .endpoints import Answer, Content, Endpoint, Input, Intake, Output
from .errors import OnProblem
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
from .security import (
    AuthorizationScheme,
    BasicCredential,
    CertificateCredential,
    CertificateScheme,
    Forbidden,
    KeyCredential,
    KeyScheme,
    Principal,
    Schemes,
    TokenCredential,
)

__all__ = [
    "DEFAULT_MAX_BODY",
    "Answer",
    "Answered",
    "AnyReply",
    "Application",
    "AuthorizationScheme",
    "BasicCredential",
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
