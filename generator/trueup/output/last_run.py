"""The record of the last run for a package, in the user's state folder.

By this record, `generate` skips a run without changes. It is not in the output folder,
where a commit could vouch for files that trueup did not write.
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
from .paths import Destination
from .state import NoState, read_private, state

MAX_BYTES = 16 << 20
"""Maximum size of a record."""


class LastRun(Struct, frozen=True):
    """A run without errors: its inputs, and the manifest that it wrote."""

    package: str
    manifest: str
    stamp: Stamp

    def is_of(self, destination: Destination, manifest: bytes | None) -> bool:
        """Whether the run wrote this manifest to this folder."""
        return (
            manifest is not None
            and self.package == _package(destination)
            and self.manifest == digest(manifest)
        )


def remember(destination: Destination, manifest: str, stamp: Stamp) -> None:
    """Store the record, if there is a state folder."""
    package = _package(destination)
    run = LastRun(package, digest(manifest.encode()), stamp)
    name = _record(package)
    partial = PurePosixPath(f"{name}.{os.urandom(8).hex()}")
    try:
        content = msgspec.json.encode(run)
    except UnicodeEncodeError:  # a diagnostic quotes a surrogate
        return
    with contextlib.suppress(NoState), state(create=True) as folder:
        try:
            folder.write(partial, content, 0o600)
            folder.replace(partial, name)
        finally:
            folder.unlink(partial)


def last_run(destination: Destination) -> LastRun | None:
    """Read the record of the last run; None if there is none."""
    name = _record(_package(destination))
    try:
        with state(create=False) as folder:
            content = read_private(folder, name, MAX_BYTES)
        return msgspec.json.decode(content or b"", type=LastRun)
    except (NoState, ValueError, RecursionError):
        return None


def _package(destination: Destination) -> str:
    """The folder of a package as text, although its name may not be UTF-8."""
    folder = os.fsencode(os.path.realpath(destination.root))
    return folder.decode("utf-8", "backslashreplace")


def _record(package: str) -> PurePosixPath:
    """One of 65,536 files, to bound their number; another package may overwrite it."""
    number = hashlib.sha256(os.fsencode(package)).hexdigest()[:4]
    return PurePosixPath(f"last-run-{number}.json")
