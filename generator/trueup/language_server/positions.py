"""Conversion between spans and the ranges of the protocol, which count UTF-16 code units."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from lsprotocol import types
from pygls import uris

from ..diagnostics import Span


def range_of(span: Span, line: str) -> types.Range:
    """The range of a span; `line` is the text of its line, without its line break."""
    start = span.column - 1
    row = span.line - 1
    return types.Range(
        types.Position(row, _units(line[:start])),
        types.Position(row, _units(line[: start + span.length])),
    )


def column_of(position: types.Position, line: str) -> int:
    """The index of the character at a position, or the end of the line."""
    units = 0
    for index, character in enumerate(line):
        if units >= position.character:
            return index
        units += _units(character)
    return len(line)


def changed_lines(before: str, after: str) -> tuple[types.Range, str]:
    """The range of the lines that differ, and their new text."""
    old, new = _lines(before), _lines(after)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    same = 0
    while same < min(len(old), len(new)) - start and old[-1 - same] == new[-1 - same]:
        same += 1
    end = types.Position(len(old) - same, 0)
    text = "".join(new[start : len(new) - same])
    return types.Range(types.Position(start, 0), end), text


def path_of(uri: str) -> Path | None:
    """The path of a `file` URI; None for other URIs."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def uri_of(path: Path) -> str:
    return path.absolute().as_uri()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lines(text: str) -> list[str]:
    """The lines with their line breaks, which are those of the protocol."""
    return list(StringIO(text, newline=""))
