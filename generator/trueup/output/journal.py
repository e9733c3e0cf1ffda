"""Output: how a run that was killed is undone.

A journal stands in a stage folder in the output folder, which may come with a
repository from anybody. It counts only with a MAC, made with the user's own key, over
its content, its stage folder and the output folder. So does the name of the stage
folder, so that one without a journal is known to be a run's own too.
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

PREFIX = ".trueup-stage-"
JOURNAL = "journal.json"
LARGEST = 64 << 20
"""Bytes in a journal."""

_NAME = re.compile(rf"{re.escape(PREFIX)}([0-9a-f]{{16}})-([0-9a-f]{{32}})")


class Copy(Struct, frozen=True):
    """A file as it was before the run, of which the stage folder has a copy."""

    digest: str
    mode: int


class Journal(Struct, frozen=True):
    """The steps back. Paths are relative to the package's own folder."""

    package: str
    created: tuple[str, ...]
    replaced: Mapping[str, Copy]


def stage_name(key: bytes | None, folder: str) -> str:
    """A new name for a stage folder; without a key, one that no run will trust."""
    number = os.urandom(8).hex()
    mark = os.urandom(16).hex() if key is None else _mark(key, folder, number)
    return f"{PREFIX}{number}-{mark}"


def is_own(key: bytes, folder: str, name: str) -> bool:
    """Whether a run of this user made the stage folder `name`, in this folder."""
    found = _NAME.fullmatch(name)
    return found is not None and hmac.compare_digest(
        _mark(key, folder, found[1]), found[2]
    )


def encode(journal: Journal, key: bytes | None, folder: str, stage: str) -> bytes:
    """The MAC in hexadecimal, a line break, and the journal as JSON."""
    body = msgspec.json.encode(journal)
    mac = "" if key is None else _mac(key, "journal", folder, stage, body).hex()
    return f"{mac}\n".encode() + body


def decode(content: bytes, key: bytes, folder: str, stage: str) -> Journal | None:
    """The journal; None unless this user's run wrote it, for this very folder."""
    mac, _, body = content.partition(b"\n")
    expected = _mac(key, "journal", folder, stage, body).hex().encode()
    if not hmac.compare_digest(mac, expected):
        return None
    try:
        return msgspec.json.decode(body, type=Journal)
    except (msgspec.DecodeError, RecursionError):
        return None


def identity(directory: Directory) -> str:
    """One string for an output folder: where it is, and its number there."""
    number = directory.status_of_folder().st_ino
    return json.dumps([os.path.realpath(directory.path), number])


def content_digest(content: bytes) -> str:
    """SHA-256 of the very bytes, line ends included."""
    return hashlib.sha256(content).hexdigest()


def _mark(key: bytes, folder: str, number: str) -> str:
    return _mac(key, "stage", folder, number, b"").hex()[:32]


def _mac(key: bytes, purpose: str, folder: str, stage: str, body: bytes) -> bytes:
    message = json.dumps(["trueup", 1, purpose, folder, stage]).encode() + b"\n" + body
    return hmac.new(key, message, hashlib.sha256).digest()
