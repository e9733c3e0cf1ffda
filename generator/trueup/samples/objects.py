"""Objects: required members, optional ones as far as asked, further ones if need be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..ir import ABSENT, Json, Maybe
from .directions import excluded
from .patterns import matching
from .strings import LONGEST

if TYPE_CHECKING:
    from .making import Maker

MOST_OPTIONAL = 400
"""Values in a full sample that nothing requires; each member has its share of them."""

_FULL_DEPTH = 6
"""Below this many levels even a full sample has required members only."""


def object_(maker: Maker, schema: Mapping[str, Json], turn: int) -> Maybe:
    """An object for a flat schema; `turn` varies one member."""
    properties = _mapping(schema, "properties")
    required = _names(schema.get("required"))
    left_out = excluded(schema, maker.direction, maker.bundle)
    found: dict[str, Json] = {}
    wanted = _wanted(maker, schema, properties, required)
    allowance = maker.allowance
    maker.allowance = max(allowance - len(wanted), 0) / max(len(wanted), 1)
    try:
        for name in wanted:
            member = properties.get(name, _undeclared(schema, name))
            value = maker.make(member, 0)
            if value is not ABSENT:
                found[name] = value
            elif name in required:
                return ABSENT
    finally:
        maker.allowance = allowance
    least, most = _count(schema, "minProperties") or 0, _count(schema, "maxProperties")
    if maker.full and not properties and not found and (most is None or most > 0):
        least = max(least, 1)
    for name, member in _more(schema, properties, left_out):
        if len(found) >= least:
            break
        value = ABSENT if name in found else maker.make(member)
        if value is not ABSENT:
            found[name] = value
    if most is not None and len(found) > most:
        for name in [each for each in reversed(found) if each not in required]:
            if len(found) > most:
                del found[name]
    return found if turn == 0 else _varied(maker, schema, properties, found, turn)


def _wanted(
    maker: Maker,
    schema: Mapping[str, Json],
    properties: Mapping[str, Json],
    required: tuple[str, ...],
) -> list[str]:
    """The members to make, declared ones in their order."""
    chosen = set(required)
    roomy = maker.allowance >= min(len(properties), MOST_OPTIONAL)
    if maker.full and maker.depth <= _FULL_DEPTH and roomy:
        left_out = excluded(schema, maker.direction, maker.bundle)
        chosen |= {
            name
            for name, member in properties.items()
            if name not in left_out and not maker.recurs(member)
        }
    dependent = _mapping(schema, "dependentRequired")
    waiting = list(chosen)
    while waiting:
        for name in _names(dependent.get(waiting.pop())):
            if name not in chosen:
                chosen.add(name)
                waiting.append(name)
    declared = [name for name in properties if name in chosen]
    return (
        declared
        + [name for name in required if name not in properties]
        + sorted(chosen - set(properties) - set(required))
    )


def _undeclared(schema: Mapping[str, Json], name: str) -> Json:
    patterns = _mapping(schema, "patternProperties")
    if patterns:
        return next(iter(patterns.values()))
    extra = schema.get("additionalProperties", True)
    return True if extra is False else extra


def _more(
    schema: Mapping[str, Json], properties: Mapping[str, Json], left_out: set[str]
) -> Iterator[tuple[str, Json]]:
    """Members that may be added to reach a count: declared, by pattern, any."""
    for name, member in properties.items():
        if name not in left_out:
            yield name, member
    for pattern, member in _mapping(schema, "patternProperties").items():
        for name in matching(pattern, 0, None, 0):
            yield name, member
    extra = schema.get(
        "additionalProperties", schema.get("unevaluatedProperties", True)
    )
    if extra is not False:
        for name in _free_names(schema):
            yield name, extra


def _free_names(schema: Mapping[str, Json]) -> Iterator[str]:
    rule = schema.get("propertyNames")
    if isinstance(rule, dict):
        listed = rule.get("enum")
        for name in listed if isinstance(listed, list) else ():
            yield str(name)
        pattern = rule.get("pattern")
        if isinstance(pattern, str):
            for turn in range(3):
                yield from matching(pattern, 0, None, turn)
        least = rule.get("minLength")
        if isinstance(least, int):
            yield "key".ljust(min(least, LONGEST), "a")
    for index in range(1, 100):
        yield "key" if index == 1 else f"key{index}"


def _varied(
    maker: Maker,
    schema: Mapping[str, Json],
    properties: Mapping[str, Json],
    found: dict[str, Json],
    turn: int,
) -> Maybe:
    """The same object with another value in the first member that has one."""
    for name in found:
        value = maker.make(properties.get(name, _undeclared(schema, name)), turn)
        if value is not ABSENT and value != found[name]:
            return {**found, name: value}
    for name, member in properties.items():
        value = ABSENT if name in found else maker.make(member, turn)
        if value is not ABSENT:
            return {**found, name: value}
    if schema.get("additionalProperties", True) is not False:
        value = maker.make(_undeclared(schema, "key"))
        return ABSENT if value is ABSENT else {**found, f"key{turn}": value}
    return ABSENT


def _mapping(schema: Mapping[str, Json], word: str) -> dict[str, Json]:
    value = schema.get(word)
    return value if isinstance(value, dict) else {}


def _names(value: Json) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else []
    return tuple(name for name in listed if isinstance(name, str))


def _count(schema: Mapping[str, Json], word: str) -> int | None:
    value = schema.get(word)
    return int(value) if isinstance(value, int | float) else None
