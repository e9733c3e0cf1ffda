"""The changes for callers since the last run, by the surface in the package folder."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics import Report
from ..output import Destination, previous_content
from ..render import File
from ..surface import (
    SURFACE,
    BrokenSurface,
    SurfaceChanges,
    compare_surfaces,
    parse_surface,
)
from ..surface.surface_file import MAX_BYTES

EXPLANATIONS = {
    "unknown-surface": """\
`.trueup-surface.json` lists the public symbols of a package, so that `generate` can report what
changes for its callers. This one was written by another version of trueup, or was damaged, so
nothing is reported; the run writes a new one.""",
}
"""Explanations of the diagnostic codes of this module."""


class PreviousSurface:
    """The surface that the last run wrote, read before this run replaces it."""

    def __init__(self, destination: Destination) -> None:
        self._destination = destination
        self._path = destination.source / SURFACE
        self._content = previous_content(destination, self._path, MAX_BYTES)

    def changes(self, files: Iterable[File], report: Report) -> SurfaceChanges | None:
        """The changes with `files`; None without a surface, or if it is the same."""
        current = next((file for file in files if file.path == self._path), None)
        if self._content is None or current is None:
            return None
        if self._content == current.content:
            return None
        try:
            old, new = parse_surface(self._content), parse_surface(current.content)
            changes = compare_surfaces(old, new)
        except (BrokenSurface, RecursionError) as error:
            reason = error if isinstance(error, BrokenSurface) else "is too deep"
            location = self._destination.location(self._path)
            message = f"`{SURFACE}` {reason}; changes for callers are not reported"
            report.note("unknown-surface", message, location)
            return None
        return changes if changes.changes else None
