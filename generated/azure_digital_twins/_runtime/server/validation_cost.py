"""Count the steps that validating a value may take, in time that is not exponential.

Where alternatives refer to the same definitions, a validator tries these once for each
of them, and again for each level of the value. The steps below one schema and one value
are counted once here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from .json_schema import Json, SchemaLookup
from .pointers import quoted

MAX_VISITS: Final = 500_000
"""Steps of a validator: some 50 ms."""


def is_too_expensive(schemas: SchemaLookup, pointer: str, value: Json) -> bool:
    """Whether validating `value` may take more than `MAX_VISITS` steps."""
    try:
        return _Visits(schemas).count(pointer, value) > MAX_VISITS
    except RecursionError:
        return True


class _Visits:
    def __init__(self, schemas: SchemaLookup) -> None:
        self._schemas = schemas
        self._counts: dict[tuple[str, int], int] = {}

    def count(self, pointer: str, value: Json) -> int:
        """The steps for a value by a schema. Values are compared by identity."""
        pointer = self._schemas.target(pointer)
        key = pointer, id(value)
        if key not in self._counts:
            self._counts[key] = 1  # for a reference that leads back here
            inner = self._inner(pointer, value)
            self._counts[key] = 1 + sum(self.count(*step) for step in inner)
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
            for index in _indexes(schema.get(keyword)):
                yield f"{pointer}/{keyword}/{index}", value
        for keyword in ("not", "if", "then", "else"):
            if keyword in schema:
                yield f"{pointer}/{keyword}", value
        if isinstance(value, dict):
            for name in _names(schema.get("dependentSchemas")):
                if name in value:
                    yield f"{pointer}/dependentSchemas/{quoted(name)}", value
            yield from self._properties(pointer, schema, value)
        elif isinstance(value, list):
            yield from _items(pointer, schema, value)

    def _properties(
        self, pointer: str, schema: Mapping[str, Json], value: Mapping[str, Json]
    ) -> Iterator[tuple[str, Json]]:
        """Each property with the subschemas that apply to it, or may do so."""
        named = _names(schema.get("properties"))
        patterns = _names(schema.get("patternProperties"))
        for name, item in value.items():
            if name in named:
                yield f"{pointer}/properties/{quoted(name)}", item
            for pattern in patterns:
                key = f"{pointer} pattern {pattern}"
                if self._schemas.is_valid_by({"pattern": pattern}, key, name):
                    yield f"{pointer}/patternProperties/{quoted(pattern)}", item
            for keyword in ("additionalProperties", "unevaluatedProperties"):
                if name not in named and keyword in schema:
                    yield f"{pointer}/{keyword}", item


def _items(
    pointer: str, schema: Mapping[str, Json], value: list[Json]
) -> Iterator[tuple[str, Json]]:
    """Each item with the subschemas that apply to it, or may do so."""
    first = len(_indexes(schema.get("prefixItems")))
    for index, item in enumerate(value):
        if index < first:
            yield f"{pointer}/prefixItems/{index}", item
        elif "items" in schema:
            yield f"{pointer}/items", item
        for keyword in ("contains", "unevaluatedItems"):
            if keyword in schema:
                yield f"{pointer}/{keyword}", item


def _indexes(listed: Json) -> range:
    return range(len(listed)) if isinstance(listed, list) else range(0)


def _names(named: Json) -> Mapping[str, Json]:
    return named if isinstance(named, dict) else {}
