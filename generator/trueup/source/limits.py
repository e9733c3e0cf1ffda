"""Load, bounds: what no description reaches and a hostile one exceeds."""

from __future__ import annotations

from ..digests import MOST_BYTES as MOST_BYTES
from .document import Extent, Json, Reader


class Unusable(Exception):
    """Reading cannot go on; the diagnostic stands in the report already."""


MOST_DEPTH = 200
"""Containers in one another. Later stages recurse, so this guards their stack."""

MOST_ALIASED = 1_000_000
"""Values that the aliases of one YAML file may stand for."""


def too_deep(reader: Reader, extent: Extent) -> None:
    message = f"more than {MOST_DEPTH} objects and arrays in one another"
    reader.error("too-deep", message, extent)


def is_too_deep(value: Json) -> bool:
    """Whether containers nest deeper than `MOST_DEPTH`; in steps, not recursion."""
    level: list[Json] = [value]
    for _ in range(MOST_DEPTH + 1):
        level = [
            inner
            for outer in level
            for inner in (
                outer.values()
                if isinstance(outer, dict)
                else outer if isinstance(outer, list) else ()
            )
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True
