"""Print what changes for callers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..surface import SurfaceChanges

_MAX_LINES = 20
"""Changes that `generate` lists; `check --against` lists all."""


def show_summary(package: str, changes: SurfaceChanges | None) -> None:
    """Print the most severe changes to standard error."""
    if changes is None:
        return
    from ..change_reports import PackageChanges, text_lines

    for line in text_lines(PackageChanges(package, changes), _MAX_LINES):
        print(line, file=sys.stderr, flush=True)
