"""Digests of file contents."""

from __future__ import annotations

import hashlib
import os

ABSENT = "absent"
"""The digest of a file that cannot be read or has more than `MAX_BYTES`."""

MAX_BYTES = 50_000_000
"""Maximum size of a file. The largest published description has 35 million bytes."""


def digest(content: bytes) -> str:
    """The SHA-256 of a file's content. CR LF is treated as LF, since Git may convert line
    breaks."""
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def digest_of(path: str | os.PathLike[str]) -> str:
    """The digest of a regular file."""
    try:
        if os.path.isfile(path):
            with open(path, "rb") as file:
                content = file.read(MAX_BYTES + 1)
            if len(content) <= MAX_BYTES:
                return digest(content)
    except (OSError, ValueError):
        pass
    return ABSENT
