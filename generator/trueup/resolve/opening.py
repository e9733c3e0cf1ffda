"""Resolve, other files: which may be read, and each of them once."""

from __future__ import annotations

import os
from pathlib import Path

from ..access import Access
from ..diagnostics import Locatable, Report
from ..digests import ABSENT
from ..source import Document, RemoteDocuments, display_path, is_url, load


class Shelf:
    """The documents of one run. A file that cannot be read is remembered as such."""

    def __init__(self, first: Document, report: Report, access: Access) -> None:
        self.documents: dict[Path, Document] = {first.path: first}
        self._report = report
        self._access = access
        self._root = _root(first.path, access.root)
        self._by_location: dict[str, Document | None] = {first.location: first}
        self._missing: set[str] = set()
        self._remote = RemoteDocuments(access.allow_remote, report)

    def is_missing(self, location: str) -> bool:
        """Whether `open` found no file there, and nobody minds."""
        return location in self._missing

    def open(
        self, location: str, place: Locatable, referrer: Document
    ) -> Document | None:
        """The document at a path or URL, to which `referrer` refers; None, with a
        diagnostic at `place`."""
        if is_url(referrer.location) and not is_url(location):
            message = (
                f"`{location}` is not on the network, and only documents there may"
            )
            message += f" be referred to by `{referrer.location}`"
            self._report.error("remote-ref", message, place)
            return None
        if location in self._by_location:
            return self._by_location[location]
        document: Document | None
        if is_url(location):
            document = self._remote.fetch(location, place)
        elif os.path.isabs(location):
            document = self._local(location, place)
        else:
            message = f"`{location}` names no file and nothing in one"
            self._report.error("unresolved-ref", message, place)
            document = None
        self._by_location[location] = document
        if document is not None:  # a redirect leads to a location of another document
            document = self._by_location.get(document.location) or document
            self._by_location[location] = document
            self._by_location[document.location] = document
            self.documents[document.path] = document
        return document

    def _local(self, location: str, place: Locatable) -> Document | None:
        path = Path(location)
        if not self._access.allow_outside and not self._is_inside(location):
            folder = os.path.basename(self._root)
            message = (
                f"`{path.name}` is outside `{folder}`, which references may not leave"
            )
            hint = (
                "`--allow-outside` permits it, as does running in a folder above both"
            )
            self._report.error("ref-outside-root", message, place, help=hint)
            return None
        if os.path.exists(path):
            return load(path, self._report, wanted_by=place)
        self._report.read[location] = ABSENT
        if self._access.allow_missing:
            self._missing.add(location)
        else:
            message = f"cannot read `{display_path(path)}`: there is no such file"
            hint = "`--allow-missing` goes on without what should be there"
            self._report.error("unreadable-file", message, place, help=hint)
        return None

    def _is_inside(self, location: str) -> bool:
        # The real path: a link inside the folder may lead out of it.
        return _holds(self._root, os.path.realpath(location))


def _root(description: Path, given: Path | None) -> str:
    own = os.path.realpath(description.parent)
    if given is None or given == given.parent:  # the whole machine is no project
        return own
    project = os.path.realpath(given)
    return project if _holds(project, own) else own


def _holds(folder: str, path: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))
