"""Paths as diagnostics show them."""

from __future__ import annotations

import os
from pathlib import Path


def relative_path(path: Path) -> str:
    """The path relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
