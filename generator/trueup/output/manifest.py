"""Output: the list of what a run wrote, so that the next one knows what it owns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import msgspec

from ..diagnostics import Report
from ..render import File
from ..stamp import Stamp
from .places import Destination, is_inside

MANIFEST = PurePosixPath(".trueup.json")
"""In the package's folder: `{"files": {path: SHA-256 of the content}}`, and the stamp
of a run without diagnostics: `"inputs": [path, …], "stamp": SHA-256`."""


def manifest(files: Iterable[File], stamp: Stamp | None) -> File:
    """The manifest of `files`, in order of their paths."""
    hashes = {str(file.path): file.digest for file in files}
    content: dict[str, object] = {}
    if stamp is not None:
        content = {"stamp": stamp.digest, "inputs": stamp.inputs}
    content["files"] = dict(sorted(hashes.items()))
    return File(MANIFEST, json.dumps(content, indent=2) + "\n")


def stamp_of(destination: Destination) -> Stamp | None:
    """The stamp in the manifest on disk; None if it has none that can be read."""
    try:
        content = destination.file(MANIFEST).read_bytes()
        return msgspec.json.decode(content, type=Stamp)
    except (OSError, ValueError, RecursionError):
        return None


def owned(
    destination: Destination, report: Report
) -> Mapping[PurePosixPath, str] | None:
    """What the last run wrote, by path; empty at the first. None if it cannot be read.

    The file may come from anybody, so a path in it that leaves the package counts as
    damage.
    """
    try:
        text = destination.file(MANIFEST).read_text(encoding="utf-8")
        files = json.loads(text)["files"]
        hashes = {PurePosixPath(path): value for path, value in files.items()}
        if all(_is_entry(path, value) for path, value in hashes.items()):
            return hashes
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass  # not UTF-8, not JSON, or not of our shape
    report.error(
        "broken-manifest",
        f"`{MANIFEST}` does not say which files are ours",
        destination.place(MANIFEST),
        help="restore it, or delete it and run again with `--force`",
    )
    return None


def _is_entry(path: PurePosixPath, value: object) -> bool:
    return is_inside(path) and path != MANIFEST and isinstance(value, str)
