"""Parts of a value that are validated one at a time, so that memory is bounded.

jsonschema-rs builds all errors of a value before it returns the first, and those of `oneOf`
contain a copy of the invalid value at each level of nesting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

import jsonschema_rs
from msgspec import Struct

from ..source import Json, Pointer

MAX_COST = 10_000
"""The maximum cost of a window: the number of its values, each multiplied by its depth."""

_MAX_CONTEXT = 10_000  # likewise, of the members of ancestors
_MAX_TEXT = 10_000
_MAX_KEY = 1_000
_FIRST_MEMBERS = 50
_SHORT = 100  # characters of strings whose cost is below the maximum at any depth

_Ancestors: TypeAlias = "tuple[tuple[dict[str, Json] | list[Json], str], ...]"

_Large: TypeAlias = "dict[tuple[int, int], list[int]]"
"""The costs of the members of each value beyond the maximum, by its id and depth."""

_UNIQUE_ITEMS = jsonschema_rs.validator_for({"uniqueItems": True})


class Window(Struct, frozen=True):
    """Some members of an object or array, with as much of its ancestors as they need.

    Objects and arrays outside the window are replaced by empty ones, so errors there are
    meaningless.
    """

    value: Json
    route: Pointer = ()
    """The pointer of the object or array in `value`."""
    pointer: Pointer = ()
    """Its pointer in the description."""
    keys: tuple[str, ...] = ()
    """Keys or indices of the members in the description."""
    complete: frozenset[str] = frozenset()
    """Those whose values are not replaced."""
    is_array: bool = False

    def original(self, path: Pointer) -> Pointer | None:
        """The pointer of `path` in the description; None outside the window."""
        length = len(self.route)
        if path[:length] != self.route:
            return None
        inner = path[length:]
        if inner and self.is_array:
            if int(inner[0]) >= len(self.keys):
                return None
            inner = (self.keys[int(inner[0])], *inner[1:])
        return (*self.pointer, *inner)

    def contains(self, pointer: Pointer, *, is_key: bool) -> bool:
        """Whether an error of a value, or of its key, is meaningful."""
        inner = pointer[len(self.pointer) :]
        if not inner or inner[0] in self.complete:
            return True
        return is_key and len(inner) == 1 and inner[0] in self.keys


def windows(value: Json, fields: Sequence[str]) -> Iterator[Window]:
    """Windows that together contain all values; only one if `value` is small.

    `fields` are the names that the schema requires or distinguishes objects by.
    """
    large: _Large = {}
    if _cost(value, 1, large) > MAX_COST and isinstance(value, (dict, list)):
        yield from _split(value, (), large, fields)
    else:
        keys = tuple(key for key, _ in _members(value))
        is_array = isinstance(value, list)
        yield Window(value, (), (), keys, frozenset(keys), is_array)


def _members(value: Json) -> Iterable[tuple[str, Json]]:
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, list):
        return ((str(index), item) for index, item in enumerate(value))
    return ()


def _cost(value: Json, depth: int, large: _Large) -> int:
    """The cost of a value; `large` is extended with those beyond the maximum."""
    cost, costs = depth, list[int]()
    if isinstance(value, str):
        cost += depth * len(value) // 100
    elif isinstance(value, (dict, list)):
        inner = depth + 1
        for key, member in _members(value):
            if not isinstance(member, (str, dict, list)):
                costs.append(inner)
            elif isinstance(member, str) and len(member) <= _SHORT:
                costs.append(inner + inner * len(member) // 100)
            else:
                costs.append(_cost(member, inner, large))
            cost += depth * len(key) // 100
            cost += MAX_COST * (len(key) > _MAX_KEY)
        cost += sum(costs)
    if cost > MAX_COST:
        large[id(value), depth] = costs
    return cost


def _split(
    value: dict[str, Json] | list[Json],
    ancestors: _Ancestors,
    large: _Large,
    fields: Sequence[str],
) -> Iterator[Window]:
    depth = len(ancestors) + 2
    cost = 0
    inner: list[tuple[dict[str, Json] | list[Json], str]] = []
    members: dict[str, Json] = {}
    complete: set[str] = set()
    costs = large.get((id(value), depth - 1))
    if costs is None:  # below a long key
        costs = [_cost(member, depth, large) for _, member in _members(value)]
    for (key, member), own in zip(_members(value), costs, strict=True):
        is_large = own > MAX_COST or len(key) > _MAX_KEY
        if is_large and isinstance(member, (dict, list)):
            inner.append((member, key))
            if isinstance(value, list):
                continue
        else:
            complete.add(key)
        members[key] = _replacement(member) if is_large else member
        cost += _cost(members[key], depth, {}) if is_large else own
        cost += depth * len(key) // 100
        if cost > MAX_COST:
            yield _window(value, ancestors, members, complete, fields)
            cost, members, complete = 0, {}, set()
    if members or len(inner) == len(value):
        yield _window(value, ancestors, members, complete, fields)
    if isinstance(value, list) and (sample := _sample(value)):
        yield _window(value, ancestors, sample, set(), fields)
    for member, key in inner:
        yield from _split(member, (*ancestors, (value, key)), large, fields)


def _window(
    value: dict[str, Json] | list[Json],
    ancestors: _Ancestors,
    members: dict[str, Json],
    complete: set[str],
    fields: Sequence[str],
) -> Window:
    is_array = isinstance(value, list)
    part: Json
    if isinstance(value, list):
        part = list(members.values()) or [_replacement(item) for item in value[:1]]
    else:
        siblings = _replaced(value, (*fields, *islice(value, _FIRST_MEMBERS)))
        part = siblings | members
        complete |= {
            key for key in siblings if not isinstance(value[key], (dict, list))
        }
    budget = _MAX_CONTEXT
    for depth, (ancestor, key) in reversed([*enumerate(ancestors, 1)]):
        if isinstance(ancestor, list):
            part = [part]
        else:
            context = _replaced(ancestor, fields) if budget > 0 else {}
            budget -= depth * len(context)
            part = {**context, key[:_MAX_KEY]: part}
    route = tuple(
        "0" if isinstance(ancestor, list) else key[:_MAX_KEY]
        for ancestor, key in ancestors
    )
    pointer = tuple(key for _, key in ancestors)
    keys = tuple(members)
    return Window(part, route, pointer, keys, frozenset(complete), is_array)


def _replaced(value: dict[str, Json], names: Sequence[str]) -> dict[str, Json]:
    return {name: _replacement(value[name]) for name in names if name in value}


def _replacement(value: Json) -> Json:
    if isinstance(value, (dict, list)):
        return type(value)()
    return value[:_MAX_TEXT] if isinstance(value, str) else value


def _sample(items: list[Json]) -> dict[str, Json]:
    """Items that together violate what only the whole array violates: duplicates, and
    parameters that exclude each other."""
    sample: list[Json] = []
    for location in ("query", "querystring"):
        alike = (i for i in items if isinstance(i, dict) and i.get("in") == location)
        for name, _ in enumerate(islice(alike, 2)):
            sample.append({"in": location, "name": str(name)})
    if not _UNIQUE_ITEMS.is_valid(items):
        sample += [_replacement(items[0])] * 2
    return {str(index): item for index, item in enumerate(sample)}
