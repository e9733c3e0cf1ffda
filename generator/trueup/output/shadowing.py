"""Files that Python, a type checker or pytest would use instead of generated ones.

Only names next to generated files are checked, and byte code that Python does not compare
with its source.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import PurePosixPath

from ..diagnostics import Report, Severity
from .directory import Directory
from .obstacles import Obstacle
from .paths import Destination

_IMPORTED = re.compile(
    r"(?P<stem>[^.]+)(\.(py|pyw|pyi|pyc)|(\.[\w-]+)?\.(so|pyd))", re.IGNORECASE
)
_BYTE_CODE = re.compile(r"(?P<stem>[^.]+)\.[\w.-]+\.pyc")
_SETTINGS = frozenset(
    (
        "pytest.ini",
        ".pytest.ini",
        "pytest.toml",
        ".pytest.toml",
        "tox.ini",
        "setup.cfg",
        "pyproject.toml",
        "conftest.py",
    )
)
"""Configuration files of pytest, in the folder of tests and its parents."""
_LARGEST = 1 << 20
"""Maximum size of a searched file; a larger one is reported."""
_HASH_BASED = 0b1
"""The flag of byte code that is not compared with the time of its source (PEP 552)."""


def report_shadows(
    directory: Directory,
    destination: Destination,
    files: Iterable[PurePosixPath],
    report: Report,
    severity: Severity,
) -> None:
    """Report all entries that would be used instead of generated `files`, whose paths are
    inside of the package."""
    package, modules = destination.package, destination.modules
    generated = [package / path for path in files]
    own = _names_by_folder(generated)
    suite = modules / "conformance"
    shadows: list[tuple[PurePosixPath, str]] = []
    for folder, stems in _modules(modules, own).items():
        names = own.get(folder, ())
        foreign = [name for name, _ in _entries(directory, folder) if name not in names]
        shadows += _namesakes(folder, foreign, stems)
        shadows += _byte_code(directory, folder / "__pycache__", stems)
        if folder in (modules, suite):
            shadows += _settings(directory, folder, foreign)
    for path, reason in shadows:
        report.add(
            "shadowing-file",
            severity,
            f"`{path.name}` {reason}",
            destination.location_in_folder(path),
            help="move it out of the package",
        )


def _names_by_folder(
    generated: Iterable[PurePosixPath],
) -> Mapping[PurePosixPath, Set[str]]:
    """Names of files and folders, by the folder that contains them."""
    names: dict[PurePosixPath, set[str]] = {}
    for path in generated:
        while path.parts:
            siblings = names.setdefault(path.parent, set())
            if path.name in siblings:
                break
            siblings.add(path.name)
            path = path.parent
    return names


def _modules(
    package: PurePosixPath, names: Mapping[PurePosixPath, Set[str]]
) -> Mapping[PurePosixPath, Set[str]]:
    """Names of generated modules and packages, by folder."""
    modules: dict[PurePosixPath, set[str]] = {package.parent: {package.name}}
    for folder, entries in names.items():
        stems = {
            stem for stem, suffix in map(os.path.splitext, entries) if suffix == ".py"
        }
        if not stems:
            continue
        modules.setdefault(folder, set()).update(stems)
        while folder != package and folder.is_relative_to(package):
            modules.setdefault(folder.parent, set()).add(folder.name)
            folder = folder.parent
    return modules


def _namesakes(
    folder: PurePosixPath, foreign: Iterable[str], stems: Set[str]
) -> Iterator[tuple[PurePosixPath, str]]:
    """Entries with the name of a generated module, or of stubs for it."""
    for name in foreign:
        match = _IMPORTED.fullmatch(name)
        stem = match["stem"] if match else name.removesuffix("-stubs")
        if stem in stems:
            yield (
                folder / name,
                f"has the name of the generated module `{stem}` and may replace it",
            )


def _byte_code(
    directory: Directory, folder: PurePosixPath, stems: Set[str]
) -> Iterator[tuple[PurePosixPath, str]]:
    """Byte code that Python runs without comparing it with its source."""
    try:
        entries = directory.entries(folder)
    except Obstacle as obstacle:
        if obstacle.path == folder and obstacle.what == "link":
            yield folder, "is a link, so the byte code in it cannot be checked"
        return
    for name, _ in entries:
        match = _BYTE_CODE.fullmatch(name)
        # pytest 9.2 compares its own files with the sources by hash.
        if match is None or match["stem"] not in stems or "-pytest-" in name:
            continue
        if _matches(directory, folder / name, 8, _is_hash_based):
            reason = f"may run without being compared with `{match['stem']}.py`"
            yield folder / name, reason


def _is_hash_based(head: bytes) -> bool:
    return len(head) >= 8 and bool(head[4] & _HASH_BASED)


def _settings(
    directory: Directory, folder: PurePosixPath, foreign: Iterable[str]
) -> Iterator[tuple[PurePosixPath, str]]:
    """Configuration files of pytest, which could disable tests."""
    for name in sorted(_SETTINGS.intersection(foreign)):
        path = folder / name
        if name == "conftest.py" or _matches(directory, path, _LARGEST, _has_settings):
            yield path, "changes how pytest runs the conformance suite"


def _has_settings(content: bytes) -> bool:
    return len(content) > _LARGEST or b"pytest" in content


def _matches(
    directory: Directory,
    path: PurePosixPath,
    limit: int,
    predicate: Callable[[bytes], bool],
) -> bool:
    """Whether the content of a file matches; True for unreadable files, such as links, which
    Python and pytest may be able to read."""
    try:
        content = directory.read(path, limit)
    except (OSError, Obstacle):
        return True
    return content is not None and predicate(content)


def _entries(directory: Directory, folder: PurePosixPath) -> list[tuple[str, bool]]:
    try:
        return directory.entries(folder)
    except Obstacle:  # reported where a generated file belongs there
        return []
