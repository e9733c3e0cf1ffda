"""Paths of overlays that are the same on every machine."""

from __future__ import annotations

import os
from pathlib import Path

from .config import Package


def overlay_names(package: Package) -> tuple[Path, ...]:
    """The overlays of a package, relative to the folder of the description."""
    folder = os.path.dirname(os.path.abspath(package.description))
    return tuple(_relative(path, folder) for path in package.overlays)


def _relative(path: Path, folder: str) -> Path:
    try:
        return Path(os.path.relpath(path, folder))
    except ValueError:  # another drive
        return path
