"""The journal by which a killed run is undone.

A journal is in a stage folder in the output folder, which may come with a repository from an
untrusted source. It is only used with a MAC by the user's key over its content, its stage
folder and the output folder. The name of a stage folder contains a MAC, too, so that one
without a journal can be authenticated.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from .directory import Directory
from .stage_folders import PREFIX

JOURNAL = "journal.json"
MAX_BYTES = 64 << 20
"""Maximum size of a journal."""

_NAME = re.compile(rf"{re.escape(PREFIX)}([0-9a-f]{{16}})-([0-9a-f]{{32}})")


class Copy(Struct, frozen=True):
    """The copy of an old file in the stage folder."""

    digest: str
    mode: int


class Journal(Struct, frozen=True):
    """The changes to undo. Paths are relative to the package folder."""

    package: str
    created: tuple[str, ...]
    replaced: Mapping[str, Copy]


def stage_name(key: bytes | None, folder: str) -> str:
    """A new name for a stage folder; without a key, it cannot be authenticated."""
    number = os.urandom(8).hex()
    mac = os.urandom(16).hex() if key is None else _name_mac(key, folder, number)
    return f"{PREFIX}{number}-{mac}"


def is_own(key: bytes, folder: str, name: str) -> bool:
    """Whether a run of this user created the stage folder `name` in this folder."""
    match = _NAME.fullmatch(name)
    return match is not None and hmac.compare_digest(
        _name_mac(key, folder, match[1]), match[2]
    )


def encode(journal: Journal, key: bytes | None, folder: str, stage: str) -> bytes:
    """Serialize a journal: the MAC in hexadecimal, a line break, JSON."""
    body = msgspec.json.encode(journal)
    mac = "" if key is None else _mac(key, "journal", folder, stage, body).hex()
    return f"{mac}\n".encode() + body


def decode(content: bytes, key: bytes, folder: str, stage: str) -> Journal | None:
    """Parse a journal; None unless a run of this user wrote it for this folder."""
    mac, _, body = content.partition(b"\n")
    expected = _mac(key, "journal", folder, stage, body).hex().encode()
    if not hmac.compare_digest(mac, expected):
        return None
    try:
        return msgspec.json.decode(body, type=Journal)
    except (msgspec.DecodeError, RecursionError):
        return None


def identity(directory: Directory) -> str:
    """A string that identifies an output folder: its path and inode number."""
    number = directory.status_of_folder().st_ino
    return json.dumps([os.path.realpath(directory.path), number])


def content_digest(content: bytes) -> str:
    """The SHA-256 of the exact bytes."""
    return hashlib.sha256(content).hexdigest()


def _name_mac(key: bytes, folder: str, number: str) -> str:
    return _mac(key, "stage", folder, number, b"").hex()[:32]


def _mac(key: bytes, purpose: str, folder: str, stage: str, body: bytes) -> bytes:
    message = json.dumps(["trueup", 1, purpose, folder, stage]).encode() + b"\n" + body
    return hmac.new(key, message, hashlib.sha256).digest()
