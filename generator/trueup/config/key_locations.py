"""Source locations of the keys in a TOML document, which `tomllib` does not provide.

The text is valid TOML. Keys of inline tables have the location of the table's key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys, and indexes of arrays of tables."""

Position: TypeAlias = tuple[int, int, int]
"""Line, column, length; line and column count from 1."""

_MAX_PARTS = 16
"""Maximum number of parts of a key with a location."""

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(?P<open>\[\[?)\s*(?P<key>{_DOTTED})\s*\]")
_PAIR = re.compile(rf"\s*(?P<key>{_DOTTED})\s*=")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|'
    + r"'''.*?'{3,5}|"
    + r'"(?:[^"\\\n]|\\.)*"|'
    + r"'[^'\n]*'",
    re.DOTALL,
)


def key_locations(text: str) -> dict[KeyPath, Position]:
    """The positions of the keys at the start of statements."""
    positions: dict[KeyPath, Position] = {}
    table: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    lines = _Lines(text)
    for offset, statement in _statements(text):
        header = _HEADER.match(statement)
        if header is not None:
            keys = _split(header["key"])[:_MAX_PARTS]
            table = _resolve(keys, counts)
            if header["open"] == "[[":
                index = counts.get(table, -1) + 1
                counts[table] = index
                table = (*table, index)
            positions.setdefault(
                table, lines.position(offset + header.start("key"), header["key"])
            )
            continue
        pair = _PAIR.match(statement)
        if pair is not None:
            position = lines.position(offset + pair.start("key"), pair["key"])
            path = table
            for key in _split(pair["key"])[:_MAX_PARTS]:
                path = (*path, key)
                positions.setdefault(path, position)
    return positions


def _resolve(keys: list[str], counts: dict[KeyPath, int]) -> KeyPath:
    """Resolve a header: the key of an array of tables stands for its last table."""
    path: KeyPath = ()
    for number, key in enumerate(keys):
        path = (*path, key)
        if number < len(keys) - 1 and path in counts:
            path = (*path, counts[path])
    return path


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of each statement, including multi-line values."""
    start = position = depth = 0
    while position < len(text):
        character = text[position]
        if character in "\"'":
            string = _STRING.match(text, position)
            position = string.end() if string else position + 1
            continue
        if character == "#":
            end = text.find("\n", position)
            position = len(text) if end < 0 else end
            continue
        depth += (character in "[{") - (character in "]}")
        position += 1
        if character == "\n" and depth <= 0:
            yield start, text[start:position]
            start, depth = position, 0
    if text[start:].strip():
        yield start, text[start:]


def _split(dotted: str) -> list[str]:
    return [_plain(match) for match in re.findall(_KEY, dotted)]


def _plain(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"':
        return key[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return key


class _Lines:
    """Converts ascending offsets to lines and columns in linear time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._start = 1, 0

    def position(self, offset: int, key: str) -> Position:
        """The position of `key` at `offset`, which is not before the previous one."""
        self._line += self._text.count("\n", self._start, offset)
        self._start = max(self._text.rfind("\n", self._start, offset) + 1, self._start)
        return self._line, offset - self._start + 1, len(key)
