"""Arrays: as many items as asked, each its own where they have to differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..ir import ABSENT, Json, Maybe

if TYPE_CHECKING:
    from .making import Maker

_LONGEST = 1_000


def array(maker: Maker, schema: Mapping[str, Json], turn: int) -> Maybe:
    """An array for a flat schema; `turn` varies its first item."""
    prefix = schema.get("prefixItems")
    first = list(prefix) if isinstance(prefix, list) else []
    items = schema.get("items", True)
    least, most = _count(schema, "minItems") or 0, _count(schema, "maxItems")
    contained = schema.get("contains")
    wanted = max(least, 1 if turn else 0)
    if maker.full and items is not False and not maker.recurs(items):
        wanted = max(wanted, len(first), 1)
    if maker.full and first:
        wanted = max(wanted, len(first))
    if contained is not None:
        wanted = max(wanted, _count(schema, "minContains") or 1)
    if most is not None:
        wanted = min(wanted, most)
    found: list[Json] = []
    unique = schema.get("uniqueItems") is True
    start = turn
    for index in range(min(wanted, _LONGEST)):
        each = first[index] if index < len(first) else items
        if contained is not None and index >= len(first):
            each = _both(each, contained)
        value = _item(maker, each, start, found if unique else [])
        if value is ABSENT:
            return found if len(found) >= least and not turn else ABSENT
        found.append(value)
        start = 0
    return found if not turn or found else ABSENT


def _both(one: Json, other: Json) -> Json:
    if one is True or one == {}:
        return other
    together: list[Json] = [one, other]
    return {"allOf": together}


def _item(maker: Maker, schema: Json, turn: int, before: list[Json]) -> Maybe:
    """An item unlike those `before`."""
    for extra in range(len(before) + 1):
        value = maker.make(schema, turn + extra + (len(before) if extra == 0 else 0))
        if value is not ABSENT and value not in before:
            return value
    for extra in range(len(before) + 1):
        value = maker.make(schema, extra)
        if value is not ABSENT and value not in before:
            return value
    return ABSENT


def _count(schema: Mapping[str, Json], word: str) -> int | None:
    value = schema.get(word)
    return int(value) if isinstance(value, int | float) else None
