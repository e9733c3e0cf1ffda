"""Search for the description that includes a file, such as one of shared schemas; and
whether a file is a description."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from urllib.parse import unquote

MAX_FILES = 300
"""Maximum number of files that are read in one search."""

MAX_BYTES = 50_000_000
"""Maximum number of bytes that are read in one search."""

_MAX_ENTRIES = 1_000  # of one folder
_LEVELS = 4
"""Number of folders that are searched, from that of the file upwards."""

_SUFFIXES = (".yaml", ".yml", ".json")
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
    wanted = os.path.realpath(file)
    texts = _Texts()
    for candidate in chain(descriptions, _neighbours(file)):
        start = os.path.realpath(candidate)
        if start == wanted or not _VERSION.search(texts.read(start)):
            continue
        pending, seen = [start], {start}
        while pending:
            path = pending.pop()
            for target in _references(path, texts.read(path)):
                if target == wanted:
                    return candidate
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
    return None


class _Texts:
    """The texts of files, each read once; empty beyond the limits."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._left = MAX_BYTES

    def read(self, path: str) -> str:
        if path not in self._texts:
            if len(self._texts) >= MAX_FILES:
                return ""
            content = _content(path, self._left)
            self._left -= len(content)
            self._texts[path] = content.decode("utf-8", "replace")
        return self._texts[path]


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
            if name.lower().endswith(_SUFFIXES):
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
