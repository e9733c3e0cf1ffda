"""Search for the description that includes a file, such as one of shared schemas; and
whether a file is a description."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from urllib.parse import unquote

from ..file_suffixes import DESCRIPTION_SUFFIXES

MAX_FILES = 300
"""Maximum number of files that are read in one search."""

MAX_BYTES = 50_000_000
"""Maximum number of bytes that are read in one search."""

_MAX_ENTRIES = 1_000  # of one folder
_LEVELS = 4
"""Number of folders that are searched, from that of the file upwards."""


_VERSION = re.compile(
    r"""(?m)^["']?(?:openapi|swagger)["']?[ \t]{0,9}:|"(?:openapi|swagger)"[ \t]{0,9}:"""
)
_STATED = re.compile(
    r"""(?m)^["']?(?:openapi|swagger)["']?[ \t]{0,9}:[ \t]{0,9}["']?[0-9]"""
)
_IN_BRACES = re.compile(r"""[{,]\s{0,99}["']?(?:openapi|swagger)["']?\s{0,9}:""")
_REF = re.compile(
    r"""["']?\$ref["']?\s*:\s*(?:"([^"#\n]+)|'([^'#\n]+)|([^"'#\s,}]+))"""
)


def is_description(file: Path) -> bool:
    """Whether a file states a version of OpenAPI or Swagger at its root.

    Files with syntax errors are searched for the statement only.
    """
    text = _content(str(file), MAX_BYTES).decode("utf-8-sig", "replace")
    if not text.lstrip().startswith("{"):
        return _STATED.search(text) is not None
    if not _IN_BRACES.search(text):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):  # flow style of YAML, or a mistake
        return True
    return not value.keys().isdisjoint(("openapi", "swagger"))


def find_includer(file: Path, descriptions: Iterable[Path]) -> Path | None:
    """A description that refers to `file`, directly or through other files; None if none
    is found within the limits. `descriptions` are searched before other files."""
    return Includers(tuple(descriptions)).find(file)


class Includers:
    """Searches for the descriptions that include files, which share what they read."""

    def __init__(self, descriptions: Sequence[Path]) -> None:
        self._descriptions = descriptions
        self._sizes: dict[str, int] = {}
        self._files: dict[str, tuple[bool, tuple[str, ...]]] = {}

    def find(self, file: Path) -> Path | None:
        """The result of `find_includer`."""
        wanted, budget = os.path.realpath(file), _Budget()
        for candidate in chain(self._descriptions, _neighbours(file)):
            start = os.path.realpath(candidate)
            if start == wanted or not self._may_include(start, budget):
                continue
            pending, seen = [start], {start}
            while pending:
                for target in self._targets(pending.pop(), budget):
                    if target == wanted:
                        return candidate
                    if target not in seen:
                        seen.add(target)
                        pending.append(target)
        return None

    def _may_include(self, path: str, budget: _Budget) -> bool:
        """Whether a file may be a description."""
        return self._read(path, budget)[0]

    def _targets(self, path: str, budget: _Budget) -> tuple[str, ...]:
        """The files to which a file refers."""
        return self._read(path, budget)[1]

    def _read(self, path: str, budget: _Budget) -> tuple[bool, tuple[str, ...]]:
        if not budget.spend(path, self._size(path)):
            return False, ()
        if path not in self._files:
            text = _content(path, MAX_BYTES).decode("utf-8", "replace")
            targets = tuple(dict.fromkeys(_references(path, text)))
            self._files[path] = _VERSION.search(text) is not None, targets
        return self._files[path]

    def _size(self, path: str) -> int:
        if path not in self._sizes:
            try:
                self._sizes[path] = os.path.getsize(path)
            except (OSError, ValueError):
                self._sizes[path] = 0
        return self._sizes[path]


class _Budget:
    """The files and bytes that one search may still read."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        self._left = MAX_BYTES

    def spend(self, path: str, size: int) -> bool:
        """Whether a file may be read; each is counted once."""
        if path not in self._paths:
            if len(self._paths) >= MAX_FILES or size > self._left:
                return False
            self._paths.add(path)
            self._left -= size
        return True


def _neighbours(file: Path) -> Iterator[Path]:
    """The YAML and JSON files in the folders above the file, the nearest first."""
    folder = Path(os.path.abspath(file)).parent
    for parent in islice((folder, *folder.parents), _LEVELS):
        try:
            with os.scandir(parent) as entries:
                names = sorted(entry.name for entry in islice(entries, _MAX_ENTRIES))
        except OSError:
            return
        for name in names[:MAX_FILES]:
            if name.lower().endswith(DESCRIPTION_SUFFIXES):
                yield parent / name


def _references(path: str, text: str) -> Iterator[str]:
    """The files to which a file refers."""
    for match in _REF.finditer(text):
        target = unquote(next(filter(None, match.groups())))
        if "://" not in target and "\0" not in target:
            yield os.path.realpath(os.path.join(os.path.dirname(path), target.strip()))


def _content(path: str, limit: int) -> bytes:
    """The start of a regular file; empty if it cannot be read."""
    try:
        if not os.path.isfile(path):
            return b""
        with open(path, "rb") as content:
            return content.read(limit)
    except (OSError, ValueError):
        return b""
