"""The server of Bentley iTwin v2."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .handlers import Handlers

if TYPE_CHECKING:
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


if not TYPE_CHECKING:
    _MODULES = {"BASE_PATHS": ".app", "Security": ".security", "create_app": ".app"}

    def __getattr__(name: str) -> object:
        """Import the application when it is first used."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = _MODULES.get(name, "trueup_runtime.server")
        return getattr(import_module(module, __name__), name)

    def __dir__() -> list[str]:
        return __all__
