"""JSON documents, formatted so that they can be read and compared line by line."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping

from ..ir import Json
from .quoting import WIDTH, Code

_line = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def document_of_rows(entries: Mapping[str, Json], tables: Container[str]) -> Code:
    """A JSON object with one line for each entry, and for each entry of the objects named
    in `tables`."""
    rows = []
    for name, value in entries.items():
        text = _line(value)
        if name in tables and isinstance(value, dict) and value:
            inner = (f"  {_line(key)}: {_line(item)}" for key, item in value.items())
            text = "{\n" + ",\n".join(inner) + "\n}"
        rows.append(f"{_line(name)}: {text}")
    return Code("{\n" + ",\n".join(rows) + "\n}\n")


_compact = json.JSONEncoder(
    ensure_ascii=True, allow_nan=False, separators=(",", ":")
).encode


def document_of_items(entries: Mapping[str, object]) -> Code:
    """A JSON object with one line for each entry, and for each object in its lists."""
    rows = []
    for name, value in entries.items():
        text = _compact(value)
        if isinstance(value, (list, tuple)) and any(isinstance(i, dict) for i in value):
            text = "[\n" + ",\n".join(map(_compact, value)) + "\n]"
        rows.append(f"{_compact(name)}:{text}")
    return Code("{\n" + ",\n".join(rows) + "\n}\n")


def document(entries: Mapping[str, Json]) -> Code:
    """A JSON object. Each item of its lists starts on a line of its own."""
    lines = [f"  {_line(name)}: {_entry(name, item)}" for name, item in entries.items()]
    return Code("{\n" + ",\n".join(lines) + "\n}\n")


def _entry(name: str, value: Json) -> str:
    if not isinstance(value, list):
        return _format(value, 2, len(_line(name)) + 2)
    if not value:
        return "[]"
    rows = (_format(item, 4, 0) for item in value)
    return "[\n    " + ",\n    ".join(rows) + "\n  ]"


def _format(value: Json, column: int, before: int) -> str:
    """Format a value after `before` columns of its line; its other lines are at `column`."""
    if not isinstance(value, (list, dict)):
        return _line(value)
    room = WIDTH - column - before - 1
    if not value or _minimum_length(value, room) <= room:
        line = _line(value)
        if len(line) <= room or not value:
            return line
    pad = " " * (column + 2)
    if isinstance(value, list):
        rows = [pad + _format(item, column + 2, 0) for item in value]
        opening, closing = "[]"
    else:
        keys = [_line(key) + ": " for key in value]
        rows = [
            pad + key + _format(item, column + 2, len(key))
            for key, item in zip(keys, value.values(), strict=True)
        ]
        opening, closing = "{}"
    inner = ",\n".join(rows)
    return f"{opening}\n{inner}\n{' ' * column}{closing}"


def _minimum_length(value: Json, room: int) -> int:
    """A lower bound of the length on one line, computed up to `room`.

    It saves serializing a nested value once for every level around it.
    """
    if isinstance(value, str):
        return len(value) + 2
    if isinstance(value, dict):
        total = 6 * len(value)
        for key, item in value.items():
            total += len(key) + _minimum_length(item, room - total)
            if total > room:
                break
        return total
    if isinstance(value, list):
        total = 2 * len(value)
        for item in value:
            total += _minimum_length(item, room - total)
            if total > room:
                break
        return total
    return 1
