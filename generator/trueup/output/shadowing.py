"""Output: files that Python, a type checker or pytest takes in place of generated ones.

Only names next to generated files matter, not the content of other files, except for
byte code that Python would run without comparing it with its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import PurePosixPath

from ..diagnostics import Report, Severity
from .directory import Directory, Obstacle
from .places import Destination

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
"""Files from which pytest takes settings, in the folder of tests and above it."""
_LARGEST = 1 << 20
"""Bytes of such a file that are searched; a larger one is reported."""
_HASH_BASED = 0b1
"""The flag of byte code that Python does not compare with its source's time (PEP 552)."""


def report_shadows(
    directory: Directory,
    destination: Destination,
    files: Iterable[PurePosixPath],
    report: Report,
    severity: Severity,
) -> None:
    """Report every entry that would be used in place of generated `files`, or with them."""
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
        found += _namesakes(folder, foreign, stems)
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
    """Byte code that is run whatever its source says."""
    try:
        entries = directory.entries(folder)
    except Obstacle as obstacle:
        if obstacle.path == folder and obstacle.what == "link":
            yield folder, "is a link, so the byte code in it cannot be checked"
        return
    for name, _ in entries:
        match = _BYTE_CODE.fullmatch(name)
        if match is None or match["stem"] not in stems:
            continue
        if _matches(directory, folder / name, 8, _is_hash_based):
            reason = f"may run without being compared with `{match['stem']}.py`"
            yield folder / name, reason


def _is_hash_based(head: bytes) -> bool:
    return len(head) >= 8 and bool(head[4] & _HASH_BASED)


def _settings(
    directory: Directory, folder: PurePosixPath, foreign: Iterable[str]
) -> Iterator[tuple[PurePosixPath, str]]:
    """Settings of pytest, which could leave out tests."""
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
    """Whether the content of a file matches. What cannot be read, such as a link, does:
    Python and pytest may be able to read it."""
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
