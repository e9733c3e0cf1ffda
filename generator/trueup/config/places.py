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
    for offset, statement in _statements(text):
        header = _HEADER.match(statement)
        if header is not None:
            keys = _split(header["key"])
            table = _resolved(keys, counts)
            if header["open"] == "[[":
                index = counts.get(table, -1) + 1
                counts[table] = index
                table = (*table, index)
            found.setdefault(
                table, _position(text, offset + header.start("key"), header["key"])
            )
            continue
        pair = _PAIR.match(statement)
        if pair is not None:
            where = _position(text, offset + pair.start("key"), pair["key"])
            path = table
            for key in _split(pair["key"]):
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


def _position(text: str, offset: int, key: str) -> Position:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return line, column, len(key)
