"""Text kept between runs in the user's cache folder. Knows no stage.

An entry is found by what it was made from, so a lost, torn or foreign entry costs time
and never changes a result. Nothing here fails: without a folder there is no cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from functools import cache
from pathlib import Path


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
    folder = _folder()
    if folder is None:
        return None
    try:
        # Bytes, since reading as text would turn every line end into "\n".
        stored = (folder / kind / name[:2] / name).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    check, _, text = stored.partition("\n")
    return text if check == key(name, text) else None


def store(kind: str, name: str, text: str) -> None:
    """Keeps `text`; where it cannot be kept nothing happens."""
    folder = _folder()
    if folder is None:
        return
    place = folder / kind / name[:2]
    with contextlib.suppress(OSError, UnicodeEncodeError):
        place.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=place)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(f"{key(name, text)}\n{text}".encode())
            os.replace(partial, place / name)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(partial)
            raise


@cache
def _folder() -> Path | None:
    """`TRUEUP_CACHE_DIR`, where empty means none, else the platform's convention."""
    chosen = os.environ.get("TRUEUP_CACHE_DIR")
    if chosen is not None:
        return Path(chosen) if chosen else None
    with contextlib.suppress(RuntimeError):
        return _platform_folder() / "trueup"
    return None


def _platform_folder() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    # XDG Base Directory Specification: a relative path is to be ignored.
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if os.path.isabs(named) else Path.home() / ".cache"
