"""A JSON document laid out to be read: what fits on a line stands on one line.

Knows no vector.
"""

from __future__ import annotations

import json

from ...ir import Json
from ...quoting import WIDTH, Code


def document(value: Json) -> Code:
    """JSON text; keys in the order given, ASCII only, a line break at its end."""
    return Code(_lay(value, 0, 0) + "\n")


def _lay(value: Json, column: int, before: int) -> str:
    """`value` where `before` columns of its line are taken; later lines at `column`."""
    line = json.dumps(value, ensure_ascii=True, allow_nan=False)
    if column + before + len(line) < WIDTH or not isinstance(value, list | dict):
        return line
    pad = " " * (column + 2)
    if isinstance(value, list):
        rows = [_lay(item, column + 2, 0) for item in value]
        opening, closing = "[]"
    else:
        keys = [json.dumps(key, ensure_ascii=True) + ": " for key in value]
        rows = [
            key + _lay(item, column + 2, len(key))
            for key, item in zip(keys, value.values(), strict=True)
        ]
        opening, closing = "{}"
    if not rows:
        return line
    inner = ",\n".join(pad + row for row in rows)
    return f"{opening}\n{inner}\n{' ' * column}{closing}"
