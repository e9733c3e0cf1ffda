"""Digests of file contents."""

from __future__ import annotations

import hashlib
import os

ABSENT = "absent"
"""Stands for the digest of a file that cannot be read."""


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
                return digest(file.read())
    except (OSError, ValueError):
        pass
    return ABSENT
