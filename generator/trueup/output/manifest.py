"""The manifest: the list of files that the last run wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct, to_builtins

from ..diagnostics import Report
from ..provenance import Provenance
from ..render import File
from .directory import Directory
from .obstacles import Obstacle
from .paths import Destination, is_inside

MANIFEST = PurePosixPath(".trueup.json")
"""In the package folder: the fields of `Provenance`, and `files`: {path: SHA-256 of the
content}."""

MAX_BYTES = 16 << 20
"""Maximum size of a manifest; that of 100,000 files has about 10 MB."""
MAX_FILES = 100_000
"""Maximum number of files in a manifest."""

_SURFACE = ".trueup-surface.json"
_WORKFLOW = PurePosixPath(".github/workflows/ci.yml")
"""The only hidden files that are generated, except the manifest."""

_PROJECT_FILES = (
    PurePosixPath("pyproject.toml"),
    PurePosixPath("README.md"),
    _WORKFLOW,
)
_PROJECT_FOLDERS = ("docs", "tests")
"""Files and folders of a distribution around its package."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


def manifest(files: Iterable[File], provenance: Provenance | None = None) -> File:
    """The manifest of `files`, in order of their paths, without those of the user."""
    hashes = {str(file.path): file.digest for file in files if file.extends is None}
    origin = {} if provenance is None else to_builtins(provenance)
    content = {**origin, "files": dict(sorted(hashes.items()))}
    return File(MANIFEST, json.dumps(content, indent=2) + "\n")


def recorded_provenance(content: bytes) -> Provenance | None:
    """The provenance in a manifest; None if it has none, or one that is invalid."""
    try:
        return msgspec.json.decode(content, type=Provenance)
    except (ValueError, RecursionError):
        return None


class Recorded(Struct, frozen=True):
    """The paths in a manifest: of generated files, and of inputs (see `Provenance`)."""

    files: tuple[PurePosixPath, ...]
    inputs: tuple[str, ...]


def recorded(destination: Destination) -> Recorded | None:
    """Read the paths in a manifest; None if it is missing or invalid."""
    try:
        with Directory.open(destination.folder) as directory:
            content = directory.read(destination.within(MANIFEST), MAX_BYTES)
        files = listed(content or b"")
    except (OSError, Obstacle, ValueError):
        return None
    provenance = recorded_provenance(content or b"")
    inputs = () if provenance is None else tuple(provenance.inputs)
    return Recorded(tuple(files), inputs)


def is_listed(file: Path) -> bool:
    """Whether the manifest of a folder above lists a file."""
    path = file.resolve()
    for folder in path.parents:
        try:
            with Directory.open(folder) as directory:
                content = directory.read(MANIFEST, MAX_BYTES)
            files = {} if content is None else listed(content)
        except (OSError, Obstacle, ValueError):
            continue
        if PurePosixPath(path.relative_to(folder).as_posix()) in files:
            return True
    return False


def owned(
    directory: Directory, destination: Destination, report: Report
) -> Mapping[PurePosixPath, str] | None:
    """The hashes of the files of the last run; empty before the first run, None, with a
    diagnostic, if the manifest is broken.

    Raises `Obstacle` if it is a link or a folder.
    """
    content = directory.read(destination.within(MANIFEST), MAX_BYTES)
    if content is None:
        return {}
    try:
        return listed(content)
    except ValueError as error:
        report.error(
            "broken-manifest",
            f"`{MANIFEST}` {error}",
            destination.location(MANIFEST),
            help="restore it, or delete it and run again with `--force`",
        )
    return None


def listed(content: bytes) -> Mapping[PurePosixPath, str]:
    """Parse a manifest. Raises `ValueError` if it is invalid."""
    if len(content) > MAX_BYTES:
        raise ValueError(f"is larger than {MAX_BYTES >> 20} MB")
    try:
        document = json.loads(
            content.decode("utf-8"), object_pairs_hook=_unique, parse_int=float
        )
    except _Duplicate as error:
        raise ValueError("has a duplicate key") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("is not a JSON document in UTF-8") from error
    files = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, dict):
        raise ValueError("must be an object with an object `files`")
    if len(files) > MAX_FILES:
        raise ValueError(f"lists more than {MAX_FILES} files")
    hashes: dict[PurePosixPath, str] = {}
    for text, value in files.items():
        path = PurePosixPath(text)
        if str(path) != text or path == MANIFEST or not is_inside(path):
            raise ValueError(f"lists `{text[:80]}`, which is not a path in the package")
        if _is_hidden(path) and path != _WORKFLOW:
            raise ValueError(f"lists `{text[:80]}`, which is not a generated file")
        if not isinstance(value, str) or not _DIGEST.fullmatch(value):
            raise ValueError(f"has no SHA-256 for `{text[:80]}`")
        hashes[path] = value
    return hashes


def can_be_generated(path: PurePosixPath, source: PurePosixPath) -> bool:
    """Whether a run can write a file with this path, so that a later one may delete it.

    `source` is the folder of the modules in a distribution, and empty for a package alone.
    """
    if source == PurePosixPath():
        return not _is_hidden(path)
    return (
        path in _PROJECT_FILES
        or path.parts[0] in _PROJECT_FOLDERS
        or path.is_relative_to(source)
    )


def _is_hidden(path: PurePosixPath) -> bool:
    folders = path.parts[:-1] if path.name == _SURFACE else path.parts
    return any(part.startswith(".") for part in folders)


class _Duplicate(ValueError):
    """A duplicate key."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        raise _Duplicate
    return entries
