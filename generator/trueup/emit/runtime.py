"""How generated modules import the runtime: their own copy, or `trueup_runtime`."""

from __future__ import annotations

from msgspec import Struct

from .identifiers import dotted_name
from .quoting import Code

DISTRIBUTION = "trueup-runtime"
PACKAGE = "trueup_runtime"
AT_LEAST = (0, 1, 0)
BELOW = (0, 2)
"""The versions of `trueup-runtime` that generated code works with."""


class Runtime(Struct, frozen=True):
    """Where the runtime is: vendored into the package, or installed on its own."""

    is_installed: bool = False

    def home(self, dots: str) -> Code:
        """The name of the runtime's package; `dots` lead to the generated package."""
        return dotted_name(PACKAGE if self.is_installed else f"{dots}_runtime")


VENDORED = Runtime()


def version_range() -> str:
    """The requirement of a package that runs on the installed runtime."""
    lowest, end = (".".join(map(str, version)) for version in (AT_LEAST, BELOW))
    return f"{DISTRIBUTION}>={lowest},<{end}"
