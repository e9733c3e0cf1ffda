"""Output: the list of what a run wrote, so that the next one knows what it owns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from ..diagnostics import Report
from ..render import File
from .directory import Directory
from .places import Destination, is_inside

MANIFEST = PurePosixPath(".trueup.json")
"""In the package's folder: `{"files": {path: SHA-256 of the content}}`."""

LARGEST = 16 << 20
"""Bytes in a manifest; some 100,000 files have 10 MB."""
MOST_FILES = 100_000
"""Files in a manifest."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


def manifest(files: Iterable[File]) -> File:
    """The manifest of `files`, in order of their paths."""
    hashes = {str(file.path): file.digest for file in files}
    content = {"files": dict(sorted(hashes.items()))}
    return File(MANIFEST, json.dumps(content, indent=2) + "\n")


def owned(
    directory: Directory, destination: Destination, report: Report
) -> Mapping[PurePosixPath, str] | None:
    """What the last run wrote, by path; empty at the first. None if it cannot be read.

    The file may come from anybody, so a path in it that leaves the package counts as
    damage. A link or a folder in its place is an `Obstacle`.
    """
    content = directory.read(destination.within(MANIFEST), LARGEST)
    if content is None:
        return {}
    try:
        return listed(content)
    except ValueError as error:
        report.error(
            "broken-manifest",
            f"`{MANIFEST}` {error}",
            destination.place(MANIFEST),
            help="restore it, or delete it and run again with `--force`",
        )
    return None


def listed(content: bytes) -> Mapping[PurePosixPath, str]:
    """The entries of a manifest. `ValueError` says why it cannot be used."""
    if len(content) > LARGEST:
        raise ValueError(f"is larger than {LARGEST >> 20} MB")
    try:
        found = json.loads(
            content.decode("utf-8"), object_pairs_hook=_unique, parse_int=float
        )
    except _Duplicate as error:
        raise ValueError("has a key twice") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("is not a JSON document in UTF-8") from error
    files = found.get("files") if isinstance(found, dict) else None
    if not isinstance(files, dict):
        raise ValueError("must be an object with an object `files`")
    if len(files) > MOST_FILES:
        raise ValueError(f"lists more than {MOST_FILES} files")
    hashes: dict[PurePosixPath, str] = {}
    for text, value in files.items():
        path = PurePosixPath(text)
        if str(path) != text or path == MANIFEST or not is_inside(path):
            raise ValueError(f"lists `{text[:80]}`, which is not a path in the package")
        if not isinstance(value, str) or not _DIGEST.fullmatch(value):
            raise ValueError(f"has no SHA-256 for `{text[:80]}`")
        hashes[path] = value
    return hashes


class _Duplicate(ValueError):
    """A key that stands twice in one object."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Duplicate
    return found
