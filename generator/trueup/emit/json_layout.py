"""JSON documents, laid out so that they can be read and compared line by line."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping

from ..ir import Json
from .quoting import WIDTH, Code

_line = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def document_of_rows(members: Mapping[str, Json], tables: Container[str] = ()) -> Code:
    """JSON text with a member on item line; those of the objects named in `tables` have
    lines of their own."""
    rows = []
    for name, value in members.items():
        text = _line(value)
        if name in tables and isinstance(value, dict) and value:
            inner = (f"  {_line(key)}: {_line(item)}" for key, item in value.items())
            text = "{\n" + ",\n".join(inner) + "\n}"
        rows.append(f"{_line(name)}: {text}")
    return Code("{\n" + ",\n".join(rows) + "\n}\n")


def document(members: Mapping[str, Json]) -> Code:
    """JSON text; keys in the order given, ASCII only, a line break at its end. The items
    of its lists start on lines of their own."""
    lines = [
        f"  {_line(name)}: {_member(name, item)}" for name, item in members.items()
    ]
    return Code("{\n" + ",\n".join(lines) + "\n}\n")


def _member(name: str, value: Json) -> str:
    if not isinstance(value, list):
        return _lay(value, 2, len(_line(name)) + 2)
    if not value:
        return "[]"
    rows = (_lay(item, 4, 0) for item in value)
    return "[\n    " + ",\n    ".join(rows) + "\n  ]"


def _lay(value: Json, column: int, before: int) -> str:
    """`value` where `before` columns of its line are taken; later lines at `column`."""
    if not isinstance(value, (list, dict)):
        return _line(value)
    room = WIDTH - column - before - 1
    if not value or _least(value, room) <= room:
        line = _line(value)
        if len(line) <= room or not value:
            return line
    pad = " " * (column + 2)
    if isinstance(value, list):
        rows = [pad + _lay(item, column + 2, 0) for item in value]
        opening, closing = "[]"
    else:
        keys = [_line(key) + ": " for key in value]
        rows = [
            pad + key + _lay(item, column + 2, len(key))
            for key, item in zip(keys, value.values(), strict=True)
        ]
        opening, closing = "{}"
    inner = ",\n".join(rows)
    return f"{opening}\n{inner}\n{' ' * column}{closing}"


def _least(value: Json, room: int) -> int:
    """Characters that `value` takes on one line at least; counted no further than `room`.

    What is nested would otherwise be written once for every level around it.
    """
    if isinstance(value, str):
        return len(value) + 2
    if isinstance(value, dict):
        total = 6 * len(value)
        for key, item in value.items():
            total += len(key) + _least(item, room - total)
            if total > room:
                break
        return total
    if isinstance(value, list):
        total = 2 * len(value)
        for item in value:
            total += _least(item, room - total)
            if total > room:
                break
        return total
    return 1
