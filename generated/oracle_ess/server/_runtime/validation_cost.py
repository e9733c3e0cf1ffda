"""Count the steps that validating a value may take, in time that is not exponential.

Where alternatives refer to the same definitions, a validator tries these once for each
of them, and again for each level of the value. The steps below one schema and one value
are counted once here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from .pointers import quoted

if TYPE_CHECKING:
    from .schemas import Json, Schemas

MAX_VISITS: Final = 500_000
"""Steps of a validator: some 50 ms."""


def is_too_expensive(schemas: Schemas, pointer: str, value: Json) -> bool:
    """Whether validating `value` may take more than `MAX_VISITS` steps."""
    try:
        return _Visits(schemas).count(pointer, value) > MAX_VISITS
    except RecursionError:
        return True


class _Visits:
    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._counts: dict[tuple[str, int], int] = {}

    def count(self, pointer: str, value: Json) -> int:
        """The steps for a value by a schema. Values are told apart by identity."""
        pointer = self._schemas.target(pointer)
        key = pointer, id(value)
        if key not in self._counts:
            self._counts[key] = 1  # for a reference that leads back here
            inner = self._inner(pointer, value)
            self._counts[key] = 1 + sum(self.count(*each) for each in inner)
        return self._counts[key]

    def _inner(self, pointer: str, value: Json) -> Iterator[tuple[str, Json]]:
        """Each subschema with the value that it applies to."""
        schema = self._schemas.at(pointer)
        if not isinstance(schema, dict):
            return
        target = schema.get("$ref")
        if isinstance(target, str) and target.startswith("#"):
            yield target, value
        for keyword in ("allOf", "anyOf", "oneOf"):
            listed = schema.get(keyword)
            for index in range(len(listed) if isinstance(listed, list) else 0):
                yield f"{pointer}/{keyword}/{index}", value
        for keyword in ("not", "if", "then", "else"):
            if keyword in schema:
                yield f"{pointer}/{keyword}", value
        properties = schema.get("properties")
        named = properties if isinstance(properties, dict) else {}
        if isinstance(value, dict):
            for name, item in value.items():
                if name in named:
                    yield f"{pointer}/properties/{quoted(name)}", item
                elif isinstance(schema.get("additionalProperties"), dict):
                    yield f"{pointer}/additionalProperties", item
        elif isinstance(value, list) and isinstance(schema.get("items"), dict):
            for item in value:
                yield f"{pointer}/items", item
