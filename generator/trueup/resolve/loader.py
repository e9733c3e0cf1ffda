"""Loading of referenced documents."""

from __future__ import annotations

import os
from pathlib import Path

from ..access import Access
from ..diagnostics import Locatable, Report
from ..digests import ABSENT
from ..source import (
    Document,
    RemoteDocuments,
    display_path,
    is_url,
    load,
    similar_path,
)


class DocumentCache:
    """The loaded documents of one run, and the locations that cannot be loaded."""

    def __init__(self, first: Document, report: Report, access: Access) -> None:
        self.documents: dict[Path, Document] = {first.path: first}
        self._report = report
        self._access = access
        self._root = project_folder(first.path, access.root)
        self._by_location: dict[str, Document | None] = {first.location: first}
        self._missing: set[str] = set()
        self._remote = RemoteDocuments(access.allow_remote, report)

    def is_missing(self, location: str) -> bool:
        """Whether the file is missing and `allow_missing` is set."""
        return location in self._missing

    def open(
        self, location: str, ref: Locatable, referrer: Document
    ) -> Document | None:
        """Load the document at a path or URL to which `referrer` refers; None, with a
        diagnostic at `location`, if it cannot be loaded."""
        if is_url(referrer.location) and not is_url(location):
            message = f"remote document `{referrer.location}` must not refer to"
            message += f" local file `{location}`"
            self._report.error("remote-ref", message, ref)
            return None
        if location in self._by_location:
            return self._by_location[location]
        document: Document | None
        if is_url(location):
            document = self._remote.fetch(location, ref)
        elif os.path.isabs(location):
            document = self._local(location, ref)
        else:
            message = f"`{location}` does not exist"
            self._report.error("unresolved-ref", message, ref)
            document = None
        self._by_location[location] = document
        if document is not None:  # after a redirect, it may be loaded already
            document = self._by_location.get(document.location) or document
            self._by_location[location] = document
            self._by_location[document.location] = document
            self.documents[document.path] = document
        return document

    def _local(self, location: str, ref: Locatable) -> Document | None:
        path = Path(location)
        if not self._access.allow_outside and not self._is_inside(location):
            folder = os.path.basename(self._root)
            message = f"`{path.name}` is outside the project folder `{folder}`"
            hint = "use `--allow-outside`, or run trueup in a folder that contains both"
            self._report.error("ref-outside-root", message, ref, help=hint)
            return None
        if os.path.exists(path):
            return load(path, self._report, referenced_from=ref)
        self._report.read[location] = ABSENT
        if self._access.allow_missing:
            self._missing.add(location)
        else:
            message = f"cannot read `{display_path(path)}`: no such file"
            hint = "use `--allow-missing` to generate without it"
            similar = similar_path(Path(display_path(path)))
            if similar is not None:
                hint = f"did you mean `{similar.as_posix()}`? Otherwise, {hint}"
            self._report.error("unreadable-file", message, ref, help=hint)
        return None

    def _is_inside(self, location: str) -> bool:
        # The real path, since a symbolic link may lead outside.
        return _contains(self._root, os.path.realpath(location))


def is_in_project(path: Path, description: Path, project: Path | None) -> bool:
    """Whether a file is in the folder that references may not leave."""
    root = project_folder(description.absolute(), project)
    return _contains(root, os.path.realpath(path))


def project_folder(description: Path, project: Path | None) -> str:
    """The folder that the references of a description may not leave."""
    folder = os.path.realpath(description.parent)
    if project is None or project == project.parent:  # not the root of the file system
        return folder
    root = os.path.realpath(project)
    return root if _contains(root, folder) else folder


def _contains(folder: str, path: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))
