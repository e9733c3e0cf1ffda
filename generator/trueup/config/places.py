"""Where the keys of a TOML document stand, which `tomllib` does not tell.

A scan of statements, not a parser: the text is known to be valid TOML already. Keys
of inline tables share the place of the key that holds the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and indexes of arrays of tables, from the top."""

Position: TypeAlias = tuple[int, int, int]
"""Line, column, length; line and column count from 1."""

_DEEPEST = 16
"""Parts of a key whose position is kept; a configuration has no deeper ones."""

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


def places(text: str) -> dict[KeyPath, Position]:
    """The position of every key that stands at the start of a statement."""
    found: dict[KeyPath, Position] = {}
    table: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    lines = _Lines(text)
    for offset, statement in _statements(text):
        header = _HEADER.match(statement)
        if header is not None:
            keys = _split(header["key"])[:_DEEPEST]
            table = _resolved(keys, counts)
            if header["open"] == "[[":
                index = counts.get(table, -1) + 1
                counts[table] = index
                table = (*table, index)
            found.setdefault(
                table, lines.position(offset + header.start("key"), header["key"])
            )
            continue
        pair = _PAIR.match(statement)
        if pair is not None:
            where = lines.position(offset + pair.start("key"), pair["key"])
            path = table
            for key in _split(pair["key"])[:_DEEPEST]:
                path = (*path, key)
                found.setdefault(path, where)
    return found


def _resolved(keys: list[str], counts: dict[KeyPath, int]) -> KeyPath:
    """The path of a header: a key of an array of tables means its last table."""
    path: KeyPath = ()
    for number, key in enumerate(keys):
        path = (*path, key)
        if number < len(keys) - 1 and path in counts:
            path = (*path, counts[path])
    return path


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of each statement; values over several lines belong to one."""
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
    """Offsets of a text to lines and columns, in ascending order, in linear time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._start = 1, 0

    def position(self, offset: int, key: str) -> Position:
        """The position of `key` at `offset`, which is not before the last one."""
        self._line += self._text.count("\n", self._start, offset)
        self._start = max(self._text.rfind("\n", self._start, offset) + 1, self._start)
        return self._line, offset - self._start + 1, len(key)
