"""JSON values: their types, and the values inside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

JSON_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")


def has_json_type(value: Json, name: str) -> bool:
    """Whether a value has a JSON type; `1.0` is an integer."""
    match name:
        case "string":
            return isinstance(value, str)
        case "integer":
            if isinstance(value, float):
                return value.is_integer()
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case "array":
            return isinstance(value, list)
        case _:
            return isinstance(value, dict)


def objects_in(value: Json) -> list[dict[str, Json]]:
    """All objects in a value, including itself."""
    objects: list[dict[str, Json]] = []
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, dict):
            objects.append(current)
            pending += [v for v in current.values() if isinstance(v, (dict, list))]
        elif isinstance(current, list):
            pending += current
    return objects


def values_in(value: Json) -> Iterator[Json]:
    """A value and all values inside it, in no particular order."""
    pending = [value]
    while pending:
        current = pending.pop()
        yield current
        if isinstance(current, dict):
            pending += current.values()
        elif isinstance(current, list):
            pending += current
