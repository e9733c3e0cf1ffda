"""The server of OTC ModelArts v1."""

from __future__ import annotations

from trueup_runtime.server import (
    Application,
    BasicCredential,
    CertificateCredential,
    Forbidden,
    KeyCredential,
    Limits,
    Principal,
    Problem,
    HandlerError,
    TokenCredential,
    Unimplemented,
    Violation,
    http_request,
)

from .app import BASE_PATHS, create_app
from .handlers import Handlers
from .security import Security

__all__ = [
    "BASE_PATHS",
    "Application",
    "BasicCredential",
    "CertificateCredential",
    "Forbidden",
    "Handlers",
    "KeyCredential",
    "Limits",
    "Principal",
    "Problem",
    "HandlerError",
    "Security",
    "TokenCredential",
    "Unimplemented",
    "Violation",
    "create_app",
    "http_request",
]
