"""Text kept between runs in the user's cache folder. Knows no stage.

An entry is found by what it was made from, so a lost, torn or foreign entry costs time
and never changes a result. Nothing here fails: without a folder there is no cache.
Imports next to nothing, since a run that finds its answer here is over in no time.
"""

from __future__ import annotations

import hashlib
import os
import sys


def key(*parts: str) -> str:
    """One name for what an entry was made from; parts cannot run into each other."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def load(kind: str, name: str) -> str | None:
    """The entry, or None where there is none that is whole."""
    root = folder()
    if root is None:
        return None
    try:
        # Bytes, since reading as text would turn every line end into "\n".
        with open(os.path.join(root, kind, name[:2], name), "rb") as file:
            stored = file.read().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    check, _, text = stored.partition("\n")
    return text if check == key(name, text) else None


def store(kind: str, name: str, text: str) -> None:
    """Keeps `text`; where it cannot be kept nothing happens."""
    root = folder()
    if root is None:
        return
    import tempfile

    place = os.path.join(root, kind, name[:2])
    try:
        os.makedirs(place, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=place)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(f"{key(name, text)}\n{text}".encode())
            os.replace(partial, os.path.join(place, name))
        except BaseException:
            os.unlink(partial)
            raise
    except (OSError, UnicodeEncodeError):
        pass


def folder() -> str | None:
    """`TRUEUP_CACHE_DIR`, where empty means none, else the platform's convention."""
    chosen = os.environ.get("TRUEUP_CACHE_DIR")
    if chosen is not None:
        return chosen or None
    if sys.platform == "win32":
        return _below(os.environ.get("LOCALAPPDATA") or "~/AppData/Local")
    if sys.platform == "darwin":
        return _below("~/Library/Caches")
    # XDG Base Directory Specification: a relative path is to be ignored.
    named = os.environ.get("XDG_CACHE_HOME", "")
    return _below(named if os.path.isabs(named) else "~/.cache")


def _below(place: str) -> str | None:
    home = os.path.expanduser(place)
    return None if home.startswith("~") else os.path.join(home, "trueup")
