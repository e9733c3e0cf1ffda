"""Upper bounds of the cost of validation.

In a chain of schemas that each refer to the next one twice, the validation time doubles
with each schema: forty lines can keep a validator busy for years.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..ir import Json
from ..json_schema_keywords import with_subschemas
from ..json_values import values_in
from ..pointers import lookup, reachable_definitions
from .patterns import weight

MAX_STEPS = 2_000_000
"""Maximum steps per value. Real descriptions need a tenth, and the validator a tenth of a
second."""

MAX_MATCHING = 20_000_000
"""Maximum of the states of a pattern times the length of a string, per value."""

_ENDLESS = 10**12
_MAX_DEPTH = 100
_ONE_IN_PLACE = with_subschemas("one", in_place=True)
_LIST_IN_PLACE = with_subschemas("list", in_place=True)
_ONE = with_subschemas("one", in_place=False) - {"contentSchema"}


class Costs:
    """Costs of the schemas of one bundle, memoized."""

    def __init__(self, bundle: Mapping[str, Json]) -> None:
        self._bundle = bundle
        self._known: dict[tuple[str, int], int] = {}
        self._heaviest: int | None = None  # of the patterns in the bundle

    def of(self, schema: Json, value: Json) -> int:
        """An upper bound of the steps to validate `value` by `schema`."""
        if self._takes_long_to_match(schema, value, _heaviest(schema)):
            return _ENDLESS
        return self._of(schema, depth(value), 0) * size(value)

    def of_pointer(self, pointer: str, schema: Json, value: Json) -> int:
        """As `of`, for the schema at a pointer into the bundle, which is measured once."""
        if self._takes_long_to_match(schema, value, 0):
            return _ENDLESS
        return self._of_pointer(pointer, depth(value), 0) * size(value)

    def _takes_long_to_match(self, schema: Json, value: Json, own: int) -> bool:
        """Whether matching the longest string of a value takes too long, for the patterns
        of the schema, of which the heaviest outside the bundle is `own`, and of those to
        which it refers."""
        definitions = self._bundle.get("$defs")
        if self._heaviest is None:
            self._heaviest = _heaviest(definitions)
        heaviest = max(self._heaviest, own)
        length = longest(value) if heaviest else 0  # most descriptions have no patterns
        if heaviest * length <= MAX_MATCHING:
            return False
        known = definitions if isinstance(definitions, dict) else {}
        reachable = reachable_definitions(schema, known)
        heaviest = max(map(_heaviest, (schema, *reachable.values())))
        return heaviest * length > MAX_MATCHING

    def in_place(self, schema: Json) -> int:
        """Steps for the subschemas that apply to the same value."""
        return self._of(schema, 0, 0)

    def _of(self, schema: Json, deep: int, level: int) -> int:
        if not isinstance(schema, dict):
            return 1
        if level > _MAX_DEPTH:
            return _ENDLESS
        steps = 1
        for word, inner in schema.items():
            if word == "$ref" and isinstance(inner, str):
                steps += self._of_pointer(inner, deep, level)
            elif word in _ONE_IN_PLACE:
                steps += self._of(inner, deep, level + 1)
            elif word in _LIST_IN_PLACE and isinstance(inner, list):
                steps += sum(self._of(part, deep, level + 1) for part in inner)
            elif word == "dependentSchemas" and isinstance(inner, dict):
                steps += sum(self._of(part, deep, level + 1) for part in inner.values())
            elif deep == 0:
                continue
            elif word in _ONE:
                steps += self._of(inner, deep - 1, level + 1)
            elif word == "patternProperties" and isinstance(inner, dict):
                steps += sum(
                    self._of(part, deep - 1, level + 1) for part in inner.values()
                )
            elif word == "properties" and isinstance(inner, dict):
                steps += self._most(inner.values(), deep, level)
            elif word == "prefixItems" and isinstance(inner, list):
                steps += self._most(inner, deep, level)
        return min(steps, _ENDLESS)

    def _most(self, schemas: Iterable[Json], deep: int, level: int) -> int:
        """The maximum over schemas that apply to different values."""
        return max((self._of(part, deep - 1, level + 1) for part in schemas), default=0)

    def _of_pointer(self, pointer: str, deep: int, level: int) -> int:
        key = pointer, deep
        if key not in self._known:
            self._known[key] = 1  # a cycle is traversed once
            target = lookup(pointer, self._bundle)
            self._known[key] = self._of(target, deep, level + 1)
        return self._known[key]


def size(value: Json) -> int:
    """The number of values in a value, including itself."""
    return sum(1 for _ in values_in(value))


def depth(value: Json) -> int:
    """The nesting depth of a value; 0 for a scalar."""
    levels, level = -1, [value]
    while level:
        levels += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return levels


def longest(value: Json) -> int:
    """The length of the longest string in a value, including keys."""
    length = 0
    for inner in values_in(value):
        strings = inner if isinstance(inner, dict) else (inner,)
        length = max(length, *(len(s) for s in strings if isinstance(s, str)), 0)
    return length


_VALUES = frozenset(("examples", "enum"))


def _heaviest(schema: Json) -> int:
    """The maximum weight of the patterns in a schema, without referenced schemas."""
    heaviest, pending = 0, [schema]
    while pending:
        current = pending.pop()
        if isinstance(current, dict):
            pattern, by_name = current.get("pattern"), current.get("patternProperties")
            patterns = list(by_name) if isinstance(by_name, dict) else []
            if isinstance(pattern, str):
                patterns.append(pattern)
            heaviest = max(heaviest, *map(weight, patterns), 0)
            pending += (
                inner
                for word, inner in current.items()
                if not (word in _VALUES and isinstance(inner, list))
            )
        elif isinstance(current, list):
            pending += current
    return heaviest
