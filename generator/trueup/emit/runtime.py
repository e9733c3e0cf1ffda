"""Imports of the runtime: the package's own copy, or `trueup_runtime`."""

from __future__ import annotations

from msgspec import Struct

from .identifiers import dotted_name
from .quoting import Code

DISTRIBUTION = "trueup-runtime"
PACKAGE = "trueup_runtime"
AT_LEAST = (0, 1, 0)
BELOW = (0, 2)
"""The compatible versions of `trueup-runtime`."""


class Runtime(Struct, frozen=True):
    """The location of the runtime: in the generated package, or installed separately."""

    is_installed: bool = False

    def home(self, dots: str) -> Code:
        """The name of the runtime's package; `dots` refer to the generated package."""
        return dotted_name(PACKAGE if self.is_installed else f"{dots}_runtime")


VENDORED = Runtime()


def version_range(extra: str = "") -> str:
    """The requirement of a package that uses the installed runtime, or one of its extras."""
    lowest, end = (".".join(map(str, version)) for version in (AT_LEAST, BELOW))
    name = f"{DISTRIBUTION}[{extra}]" if extra else DISTRIBUTION
    return f"{name}>={lowest},<{end}"
