"""`trueup-lock.json`: descriptions that are copies of documents at URLs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeAlias

import msgspec
from msgspec import Struct, to_builtins

from ..diagnostics import KnownLocation, Report, Span
from ..digests import MAX_BYTES
from ..file_suffixes import DESCRIPTION_SUFFIXES
from ..hosts import is_url
from ..output.paths import is_inside
from ..project_files import UnusableFile, read_regular_file

LOCK = Path("trueup-lock.json")
"""The name of the file, in the working directory."""


_DIGEST = re.compile(r"[0-9a-f]{64}")


class PinnedDescription(Struct, frozen=True, forbid_unknown_fields=True):
    """The URL of a description, and the SHA-256 of its content."""

    url: str
    sha256: str


Lock: TypeAlias = Mapping[str, PinnedDescription]
"""Path of the copy, relative to the working directory → its description."""


class _Content(Struct, frozen=True, forbid_unknown_fields=True):
    descriptions: dict[str, PinnedDescription]


def read_lock(report: Report) -> Lock | None:
    """Read the lock; empty if there is none, None, with a diagnostic, if it is invalid."""
    try:
        content = read_regular_file(LOCK, MAX_BYTES)
        lock = msgspec.json.decode(content, type=_Content).descriptions
        problem = next(_problems(lock), None)
    except FileNotFoundError:
        return {}
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
    except (UnusableFile, ValueError, RecursionError) as error:
        problem = str(error)
    if problem is None:
        return lock
    report.error(
        "invalid-lock", f"the lock cannot be read: {problem}", location_of(LOCK)
    )
    return None


def lock_text(lock: Lock) -> bytes:
    """The content of a lock."""
    content = {"descriptions": to_builtins(dict(sorted(lock.items())))}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def path_problem(path: str) -> str | None:
    """The reason why a description cannot be written to a path; None if it can."""
    parts = PurePosixPath(path)
    if str(parts) != path or not is_inside(parts):
        return f"`{path}` is not a path inside the project"
    if any(part.startswith(".") for part in parts.parts):
        return f"`{path}` is hidden"
    if path == LOCK.as_posix():
        return f"`{path}` is the lock"
    if not path.endswith(DESCRIPTION_SUFFIXES):
        return f"`{path}` does not end with `.yaml`, `.yml` or `.json`"
    return None


def _problems(lock: Lock) -> Iterator[str]:
    for path, pinned in lock.items():
        reason = path_problem(path)
        if reason is not None:
            yield reason
        if not is_url(pinned.url):
            yield f"`{path}` has no URL"
        if not _DIGEST.fullmatch(pinned.sha256):
            yield f"`{path}` has no SHA-256"


def location_of(path: Path) -> KnownLocation:
    return KnownLocation(Span(path.as_posix(), 1, 1, 0))


EXPLANATIONS = {
    "invalid-lock": """\
`trueup-lock.json` lists the descriptions that `trueup fetch` copied from URLs: the path of each,
its URL and the SHA-256 of its content. A path ends with `.yaml`, `.yml` or `.json`, stays in the
project and is not hidden. Restore the file from version control, or delete it and name the URLs
again: `trueup fetch URL --output FILE`.""",
    "lock-mismatch": """\
`trueup-lock.json` pins the description by its SHA-256, and the file has another one or is
missing. Change the description where it is published, not the copy; `trueup fetch` replaces it.""",
}
"""Explanations of the diagnostic codes of this module."""
