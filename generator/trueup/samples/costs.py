"""How long a value can take to judge, before it is judged.

Schemas that refer to each other twice are short to write and take a time that doubles
with each: forty lines can keep a validator busy for years.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..ir import Json
from .patterns import weight
from .pointers import lookup, pointed, pointer_of

MOST_STEPS = 2_000_000
"""For one value. Real descriptions take a tenth of it, and the judge a tenth of a
second."""

MOST_MATCHING = 20_000_000
"""For one value: the states of a pattern times the characters of a text."""

_ENDLESS = 10**12
_DEEPEST = 100
_ONE_IN_PLACE = frozenset(("not", "if", "then", "else"))
_LIST_IN_PLACE = frozenset(("allOf", "anyOf", "oneOf"))
_ONE = frozenset(
    (
        "items",
        "additionalProperties",
        "unevaluatedProperties",
        "unevaluatedItems",
        "contains",
        "propertyNames",
    )
)


class Costs:
    """Steps over the schemas of one bundle; what was worked out is remembered."""

    def __init__(self, bundle: Mapping[str, Json]) -> None:
        self._bundle = bundle
        self._known: dict[tuple[str, int], int] = {}
        self._heaviest: int | None = None  # of the patterns in the bundle

    def of(self, schema: Json, value: Json) -> int:
        """No fewer steps than a judge of `value` takes by `schema`."""
        if self._takes_long_to_match(schema, longest(value)):
            return _ENDLESS
        return self._of(schema, depth(value), 0) * size(value)

    def _takes_long_to_match(self, schema: Json, length: int) -> bool:
        """Whether a text of this length takes too long by a pattern of the schema, or
        of one that it refers to."""
        if self._heaviest is None:
            self._heaviest = _heaviest(self._bundle.get("$defs"))
        if max(self._heaviest, _heaviest(schema)) * length <= MOST_MATCHING:
            return False
        reached: dict[str, Json] = {}
        waiting = list(pointed(schema))
        while waiting:
            key = waiting.pop()
            if key not in reached:
                reached[key] = lookup(pointer_of((key,)), self._bundle)
                waiting += pointed(reached[key])
        heaviest = max(map(_heaviest, (schema, *reached.values())))
        return heaviest * length > MOST_MATCHING

    def in_place(self, schema: Json) -> int:
        """Steps over what holds at one place, whatever value stands there."""
        return self._of(schema, 0, 0)

    def _of(self, schema: Json, deep: int, level: int) -> int:
        if not isinstance(schema, dict):
            return 1
        if level > _DEEPEST:
            return _ENDLESS
        steps = 1
        for word, inner in schema.items():
            if word == "$ref" and isinstance(inner, str):
                steps += self._of_pointer(inner, deep, level)
            elif word in _ONE_IN_PLACE:
                steps += self._of(inner, deep, level + 1)
            elif word in _LIST_IN_PLACE and isinstance(inner, list):
                steps += sum(self._of(each, deep, level + 1) for each in inner)
            elif word == "dependentSchemas" and isinstance(inner, dict):
                steps += sum(self._of(each, deep, level + 1) for each in inner.values())
            elif deep == 0:
                continue
            elif word in _ONE:
                steps += self._of(inner, deep - 1, level + 1)
            elif word == "patternProperties" and isinstance(inner, dict):
                steps += sum(
                    self._of(each, deep - 1, level + 1) for each in inner.values()
                )
            elif word == "properties" and isinstance(inner, dict):
                steps += self._most(inner.values(), deep, level)
            elif word == "prefixItems" and isinstance(inner, list):
                steps += self._most(inner, deep, level)
        return min(steps, _ENDLESS)

    def _most(self, schemas: Iterable[Json], deep: int, level: int) -> int:
        """Of schemas that are for one member each, the one that takes longest."""
        return max((self._of(each, deep - 1, level + 1) for each in schemas), default=0)

    def _of_pointer(self, pointer: str, deep: int, level: int) -> int:
        mark = pointer, deep
        if mark not in self._known:
            self._known[mark] = 1  # a circle that goes no deeper is gone through once
            target = lookup(pointer, self._bundle)
            self._known[mark] = self._of(target, deep, level + 1)
        return self._known[mark]


def size(value: Json) -> int:
    """Values in a value, itself included."""
    found, waiting = 0, [value]
    while waiting:
        at = waiting.pop()
        found += 1
        if isinstance(at, dict):
            waiting += at.values()
        elif isinstance(at, list):
            waiting += at
    return found


def depth(value: Json) -> int:
    """Containers in one another; 0 for a scalar."""
    found, level = 0, [value]
    while True:
        level = [
            inner
            for outer in level
            for inner in (
                outer.values()
                if isinstance(outer, dict)
                else outer if isinstance(outer, list) else ()
            )
        ]
        if not level:
            return found
        found += 1


def longest(value: Json) -> int:
    """Characters of the longest text in a value, keys included."""
    found, waiting = 0, [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, str):
            found = max(found, len(at))
        elif isinstance(at, dict):
            waiting += at
            waiting += at.values()
        elif isinstance(at, list):
            waiting += at
    return found


_VALUES = frozenset(("examples", "enum"))


def _heaviest(schema: Json) -> int:
    """The weight of the heaviest pattern in a schema, not in what it refers to."""
    found, waiting = 0, [schema]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            pattern, members = at.get("pattern"), at.get("patternProperties")
            if isinstance(pattern, str):
                found = max(found, weight(pattern))
            if isinstance(members, dict):
                found = max(found, *map(weight, members), 0)
            waiting += (
                inner
                for word, inner in at.items()
                if not (word in _VALUES and isinstance(inner, list))
            )
        elif isinstance(at, list):
            waiting += at
    return found
