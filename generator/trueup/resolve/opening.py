"""Resolve, other files: which may be read, and each of them once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Place, Report
from ..source import Document, fetch, load


@dataclass(frozen=True, slots=True)
class Access:
    """What references may reach. `root` is the folder that they may not leave; it
    is the description's own unless given."""

    allow_remote: bool = False
    root: Path | None = None
    allow_outside: bool = False


class Shelf:
    """The documents of one run. A file that cannot be read is remembered as such."""

    def __init__(self, first: Document, report: Report, access: Access) -> None:
        self.documents: dict[Path, Document] = {first.path: first}
        self._report = report
        self._access = access
        self._root = os.path.realpath(access.root or first.path.parent)
        self._by_location: dict[str, Document | None] = {first.location: first}

    def open(self, location: str, place: Place) -> Document | None:
        """The document at a path or URL; None, with a diagnostic at `place`."""
        if location in self._by_location:
            return self._by_location[location]
        document: Document | None
        if location.startswith(("http://", "https://")):
            document = self._remote(location, place)
        elif os.path.isabs(location):
            document = self._local(location, place)
        else:
            message = f"`{location}` names no file and nothing in one"
            self._report.error("unresolved-ref", message, place)
            document = None
        self._by_location[location] = document
        if document is not None:
            self.documents[document.path] = document
        return document

    def _remote(self, url: str, place: Place) -> Document | None:
        if self._access.allow_remote:
            return fetch(url, self._report, place)
        message = f"`{url}` is on the network"
        hint = "copy it next to the description, or allow remote references"
        self._report.error("remote-ref", message, place, help=hint)
        return None

    def _local(self, location: str, place: Place) -> Document | None:
        path = Path(location)
        if not self._access.allow_outside and not self._is_inside(location):
            message = f"`{path.name}` is outside the folder of the description"
            hint = "name the folder that holds all files as the root, or allow it"
            self._report.error("ref-outside-root", message, place, help=hint)
            return None
        return load(path, self._report, wanted_by=place)

    def _is_inside(self, location: str) -> bool:
        # The real path: a link inside the folder may lead out of it.
        real = os.path.realpath(location)
        return real.startswith(os.path.join(self._root, ""))
