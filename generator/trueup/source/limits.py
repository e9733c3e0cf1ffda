"""Limits on documents, which guard later stages against hostile input."""

from __future__ import annotations

from ..json_values import Json
from .document import Extent, Reader


class ParseError(Exception):
    """The document cannot be parsed; the reason is reported."""


MAX_DEPTH = 200
"""Maximum nesting of objects and arrays; later stages recurse."""

MAX_ALIASED = 1_000_000
"""Maximum number of values to which the aliases of a YAML file expand."""


def too_deep(reader: Reader, extent: Extent) -> None:
    message = f"objects and arrays are nested more than {MAX_DEPTH} levels deep"
    reader.error("too-deep", message, extent)


def is_too_deep(value: Json) -> bool:
    """Whether the nesting exceeds `MAX_DEPTH`; without recursion."""
    level: list[Json] = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            inner
            for outer in level
            for inner in (
                outer.values()
                if isinstance(outer, dict)
                else outer
                if isinstance(outer, list)
                else ()
            )
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True
