"""Output: the list of what a run wrote, so that the next one knows what it owns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from ..diagnostics import Report
from ..render import File
from .places import Destination, is_inside

MANIFEST = PurePosixPath(".trueup.json")
"""In the package's folder: `{"files": {path: SHA-256 of the content}}`."""


def manifest(files: Iterable[File]) -> File:
    """The manifest of `files`: sorted, without a date or a version."""
    hashes = {str(file.path): file.digest for file in files}
    ordered = dict(sorted(hashes.items()))
    return File(MANIFEST, json.dumps({"files": ordered}, indent=2) + "\n")


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
