"""One OpenAPI description in; a typed client, a server stub and a conformance suite out.

The public API is typed and free of printing; `docs/library.md` describes it. Names are
imported when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .change_reports import PackageChanges as PackageChanges
    from .config import Config as Config
    from .config import Package as Package
    from .config import Selection as Selection
    from .diagnostics import Diagnostic as Diagnostic
    from .diagnostics import Severity as Severity
    from .diagnostics import Span as Span
    from .library.package_results import FileChange as FileChange
    from .library.package_results import PackageResult as PackageResult
    from .library.public_functions import ChangesResult as ChangesResult
    from .library.public_functions import Result as Result
    from .library.public_functions import changes as changes
    from .library.public_functions import check as check
    from .library.public_functions import generate as generate
    from .library.public_functions import lint as lint
    from .surface import CallerChange as CallerChange
    from .surface import Impact as Impact
    from .surface import SurfaceChanges as SurfaceChanges
    from .surface import change_message as change_message

__version__ = "0.1.0"

_MODULES = {
    **dict.fromkeys(
        ("changes", "check", "generate", "ChangesResult", "Result"),
        "library.public_functions",
    ),
    **dict.fromkeys(("FileChange", "PackageResult"), "library.package_results"),
    **dict.fromkeys(("Diagnostic", "Severity", "Span"), "diagnostics"),
    **dict.fromkeys(("Config", "Package", "Selection"), "config"),
    **dict.fromkeys(
        ("CallerChange", "Impact", "SurfaceChanges", "change_message"), "surface"
    ),
    "PackageChanges": "change_reports",
}
"""The public names, and the modules that define them; `lint` is a package, which can be
called."""

__all__ = [
    "CallerChange",
    "ChangesResult",
    "Config",
    "Diagnostic",
    "FileChange",
    "Impact",
    "Package",
    "PackageChanges",
    "PackageResult",
    "Result",
    "Selection",
    "Severity",
    "Span",
    "SurfaceChanges",
    "__version__",
    "change_message",
    "changes",
    "check",
    "generate",
    "lint",
]


def __getattr__(name: str) -> object:
    if name == "lint":
        return importlib.import_module(f"{__name__}.lint")
    if name not in _MODULES:
        raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
    module = importlib.import_module(f"{__name__}.{_MODULES[name]}")
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
