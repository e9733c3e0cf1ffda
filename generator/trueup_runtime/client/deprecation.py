"""Deprecated operations and parameters: PEP 702, and warnings at the caller's line."""

import sys
import warnings
from types import FrameType

if sys.version_info >= (3, 13):
    from warnings import deprecated
else:
    from typing_extensions import deprecated

__all__ = ["deprecated", "warn_caller"]


def warn_caller(text: str, package: str) -> None:
    """Warn at the line that called `package`, its runtime included."""
    packages = (package, __name__.rsplit(".", 2)[0], *_BETWEEN)
    frame: FrameType | None = sys._getframe(1)
    level = 2
    while frame is not None and _is_in(frame.f_globals.get("__name__", ""), packages):
        frame = frame.f_back
        level += 1
    warnings.warn(text, DeprecationWarning, stacklevel=level)


_BETWEEN = ("contextlib", "typing_extensions", "warnings", "_py_warnings")
"""Modules whose functions call those of the package: `contextmanager`, `deprecated`."""


def _is_in(module: str, packages: tuple[str, ...]) -> bool:
    return any(f"{module}.".startswith(f"{package}.") for package in packages)
