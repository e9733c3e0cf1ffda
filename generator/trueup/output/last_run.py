"""Output: a record of the last run for a package, in the user's state folder.

With it `generate` skips a run that would change nothing. It does not stand in the output
folder: whoever commits that could vouch there for files that trueup did not write.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import PurePosixPath

import msgspec
from msgspec import Struct

from ..digests import digest
from ..stamp import Stamp
from .places import Destination
from .state import NoState, require_private, state

LARGEST = 16 << 20
"""Bytes in a record."""


class LastRun(Struct, frozen=True):
    """A run without diagnostics: what it read, and the manifest that it left."""

    package: str
    manifest: str
    stamp: Stamp

    def is_of(self, destination: Destination, manifest: bytes | None) -> bool:
        """Whether the run left this manifest in this folder."""
        return (
            manifest is not None
            and self.package == _package(destination)
            and self.manifest == digest(manifest)
        )


def remember(destination: Destination, manifest: str, stamp: Stamp) -> None:
    """Store the record; where there is no state folder, the next run is not skipped."""
    package = _package(destination)
    run = LastRun(package, digest(manifest.encode()), stamp)
    name = _record(package)
    partial = PurePosixPath(f"{name}.{os.urandom(8).hex()}")
    with contextlib.suppress(NoState), state(create=True) as folder:
        try:
            folder.write(partial, msgspec.json.encode(run), 0o600)
            folder.replace(partial, name)
        finally:
            folder.unlink(partial)


def last_run(destination: Destination) -> LastRun | None:
    """The record of the last run; None if there is none that can be read."""
    name = _record(_package(destination))
    try:
        with state(create=False) as folder:
            status = folder.status(name)
            if status is None:
                return None
            require_private(folder.path / name, status, 0o077)
            content = folder.read(name, LARGEST) or b""
        return msgspec.json.decode(content, type=LastRun)
    except (NoState, ValueError, RecursionError):
        return None


def _package(destination: Destination) -> str:
    return os.path.realpath(destination.root)


def _record(package: str) -> PurePosixPath:
    """One of 256 files, so that records do not pile up; another package may replace it."""
    number = hashlib.sha256(os.fsencode(package)).hexdigest()[:2]
    return PurePosixPath(f"last-run-{number}.json")
