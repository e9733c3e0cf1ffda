"""Construction of arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..ir import ABSENT, Json, Maybe
from .allof import all_of
from .numbers import count

if TYPE_CHECKING:
    from .builder import ExampleBuilder

_MAX_ITEMS = 1_000


def array(builder: ExampleBuilder, schema: Mapping[str, Json], turn: int) -> Maybe:
    """Build an array for a merged schema; `turn` varies its first item."""
    prefix = schema.get("prefixItems")
    first = list(prefix) if isinstance(prefix, list) else []
    items = schema.get("items", True)
    least, most = count(schema, "minItems") or 0, count(schema, "maxItems")
    contained = schema.get("contains")
    wanted = max(least, 1 if turn else 0)
    if builder.full and items is not False and not builder.recurs(items):
        wanted = max(wanted, len(first), 1)
    if builder.full and first:
        wanted = max(wanted, len(first))
    if contained is not None:
        wanted = max(wanted, count(schema, "minContains") or 1)
    if most is not None:
        wanted = min(wanted, most)
    result: list[Json] = []
    unique = schema.get("uniqueItems") is True
    start = turn
    for index in range(min(wanted, _MAX_ITEMS)):
        item = first[index] if index < len(first) else items
        if contained is not None and index >= len(first):
            item = all_of(item, contained)
        value = _item(builder, item, start, result if unique else [])
        if value is ABSENT:
            return result if len(result) >= least and not turn else ABSENT
        result.append(value)
        start = 0
    return result if not turn or result else ABSENT


def _item(
    builder: ExampleBuilder, schema: Json, turn: int, before: list[Json]
) -> Maybe:
    """Build an item that differs from those in `before`."""
    for extra in range(len(before) + 1):
        value = builder.make(schema, turn + extra + (len(before) if extra == 0 else 0))
        if value is not ABSENT and value not in before:
            return value
    for extra in range(len(before) + 1):
        value = builder.make(schema, extra)
        if value is not ABSENT and value not in before:
            return value
    return ABSENT
