"""Digests of file contents."""

from __future__ import annotations

import hashlib
import os

ABSENT = "absent"
"""Stands for the digest of a file that cannot be read, or has more than `MOST_BYTES`."""

MOST_BYTES = 50_000_000
"""In one file. The largest description that is known to be published has 35 million."""


def digest(content: bytes) -> str:
    """The SHA-256 of a file's content in hexadecimal. CR LF counts as LF, since Git may
    rewrite line ends."""
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def digest_of(path: str | os.PathLike[str]) -> str:
    """The digest of a regular file."""
    try:
        if os.path.isfile(path):
            with open(path, "rb") as file:
                content = file.read(MOST_BYTES + 1)
            if len(content) <= MOST_BYTES:
                return digest(content)
    except (OSError, ValueError):
        pass
    return ABSENT
