"""How generated modules import the runtime: their own copy, or `trueup_runtime`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from .quoting import Code
from .syntax import from_import

DISTRIBUTION = "trueup-runtime"
AT_LEAST = (0, 1, 0)
BELOW = (0, 2)
"""The versions of `trueup-runtime` that generated code works with."""


class Runtime(Struct, frozen=True):
    """Where the runtime is: vendored into the package, or installed on its own."""

    is_installed: bool = False

    def home(self, dots: str) -> Code:
        """The name of the runtime's package; `dots` lead to the generated package."""
        return Code("trueup_runtime" if self.is_installed else f"{dots}_runtime")

    def names(self, part: str, names: Iterable[str], dots: str) -> Code:
        """An import of names of `client`, `server` or `conformance`."""
        return from_import(f"{self.home(dots)}.{part}", names)


VENDORED = Runtime()


def import_blocks(standard: Sequence[Code], others: Sequence[Code]) -> Code:
    """Imports of the standard library, of distributions and of the package itself."""
    own = [line for line in others if line.startswith("from .")]
    installed = [line for line in others if not line.startswith("from .")]
    blocks = ["\n".join(lines) for lines in (standard, installed, own) if lines]
    return Code("\n\n".join(blocks))


def version_range() -> str:
    """The requirement of a package that runs on the installed runtime."""
    lowest, end = (".".join(map(str, version)) for version in (AT_LEAST, BELOW))
    return f"{DISTRIBUTION}>={lowest},<{end}"
