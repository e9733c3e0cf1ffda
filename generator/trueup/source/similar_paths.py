"""Suggestions for paths that do not exist."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from ..file_suffixes import DESCRIPTION_SUFFIXES
from ..suggestions import nearest

_MAX_ENTRIES = 1_000  # of one folder
_MAX_PARTS = 20

_USUAL_NAMES = tuple(
    f"{stem}{suffix}"
    for stem in ("openapi", "swagger")
    for suffix in DESCRIPTION_SUFFIXES
)


def similar_path(path: Path) -> Path | None:
    """The file whose path is most similar: misspelled parts are replaced one by one."""
    if len(path.parts) > _MAX_PARTS:
        return None
    corrected = Path()
    for index, part in enumerate(path.parts):
        is_last = index == len(path.parts) - 1
        exact = corrected / part
        if exact.is_dir() or (is_last and exact.is_file()):
            corrected = exact
            continue
        name = nearest(part, _names(corrected, files=is_last))
        if name is None:
            return None
        corrected /= name
    if corrected.is_dir():
        return next(
            (corrected / n for n in _USUAL_NAMES if (corrected / n).is_file()), None
        )
    return corrected if corrected != path else None


def _names(folder: Path, *, files: bool) -> list[str]:
    """The names of the descriptions or of the folders in a folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name
                for entry in islice(entries, _MAX_ENTRIES)
                if (
                    entry.name.lower().endswith(DESCRIPTION_SUFFIXES)
                    and entry.is_file()
                    if files
                    else entry.is_dir()
                )
            )
    except OSError:
        return []
