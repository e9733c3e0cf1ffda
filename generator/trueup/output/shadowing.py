"""Output: files that Python, a type checker or pytest takes in place of generated ones.

Looks at names beside generated files only; the content of other files does not matter,
but for byte code that Python would run without comparing it with its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import PurePosixPath

from ..diagnostics import Report, Severity
from .directory import Directory, Obstacle
from .places import Destination

_IMPORTED = re.compile(
    r"(?P<stem>[^.]+)(\.(py|pyw|pyi|pyc)|(\.[\w-]+)?\.(so|pyd))", re.IGNORECASE
)
_BYTE_CODE = re.compile(r"(?P<stem>[^.]+)\.[\w.-]+\.pyc")
_SETTINGS = frozenset(
    ("pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "tox.ini")
    + ("setup.cfg", "pyproject.toml", "conftest.py")
)
"""Files from which pytest takes settings, in the folder of tests and above it."""
_LARGEST = 1 << 20
"""Bytes of such a file that are looked at."""
_HASH_BASED = 0b1
"""The flag of byte code that Python does not compare with its source's time (PEP 552)."""


def report_shadows(
    directory: Directory,
    destination: Destination,
    files: Iterable[PurePosixPath],
    report: Report,
    severity: Severity,
) -> None:
    """Report every entry that would be used in place of, or beside, generated `files`."""
    generated = frozenset(map(destination.within, files))
    folders = frozenset(folder for path in generated for folder in path.parents)
    suite = destination.package / "conformance"
    found: list[tuple[PurePosixPath, str]] = []
    for folder, stems in _modules(destination, generated).items():
        foreign = [
            name
            for name, _ in _entries(directory, folder)
            if folder / name not in generated and folder / name not in folders
        ]
        found += _beside(folder, foreign, stems)
        found += _byte_code(directory, folder / "__pycache__", stems)
        if folder in (destination.package, suite):
            found += _settings(directory, folder, foreign)
    for path, reason in found:
        report.add(
            "shadowing-file",
            severity,
            f"`{path.name}` {reason}",
            destination.place_in_folder(path),
            help="move it out of the package",
        )


def _modules(
    destination: Destination, generated: Iterable[PurePosixPath]
) -> Mapping[PurePosixPath, Set[str]]:
    """Names of generated modules and packages, by the folder in which they stand."""
    package = destination.package
    modules: dict[PurePosixPath, set[str]] = {package.parent: {package.name}}
    for path in generated:
        if path.suffix != ".py":
            continue
        modules.setdefault(path.parent, set()).add(path.stem)
        for folder in path.parents:
            if folder != package and folder.is_relative_to(package):
                modules.setdefault(folder.parent, set()).add(folder.name)
    return modules


def _beside(
    folder: PurePosixPath, foreign: Iterable[str], stems: Set[str]
) -> Iterator[tuple[PurePosixPath, str]]:
    """What has the name of a generated module, or of stubs for it."""
    for name in foreign:
        match = _IMPORTED.fullmatch(name)
        stem = match["stem"] if match else name.removesuffix("-stubs")
        if stem in stems:
            yield (
                folder / name,
                f"stands beside the generated module `{stem}` and may replace it",
            )


def _byte_code(
    directory: Directory, folder: PurePosixPath, stems: Set[str]
) -> Iterator[tuple[PurePosixPath, str]]:
    """Byte code that is run whatever its source says."""
    for name, _ in _entries(directory, folder):
        match = _BYTE_CODE.fullmatch(name)
        if match is None or match["stem"] not in stems:
            continue
        try:
            head = directory.read(folder / name, 8)
        except (OSError, Obstacle):
            continue
        if head is not None and len(head) >= 8 and head[4] & _HASH_BASED:
            yield (
                folder / name,
                f"is run without comparing it with `{match['stem']}.py`",
            )


def _settings(
    directory: Directory, folder: PurePosixPath, foreign: Iterable[str]
) -> Iterator[tuple[PurePosixPath, str]]:
    """Settings of pytest, which could leave out tests."""
    for name in _SETTINGS.intersection(foreign):
        try:
            content = directory.read(folder / name, _LARGEST)
        except (OSError, Obstacle):
            continue
        if name == "conftest.py" or b"pytest" in (content or b""):
            yield folder / name, "changes how pytest runs the conformance suite"


def _entries(directory: Directory, folder: PurePosixPath) -> list[tuple[str, bool]]:
    try:
        return directory.entries(folder)
    except Obstacle:  # reported where a generated file belongs there
        return []
