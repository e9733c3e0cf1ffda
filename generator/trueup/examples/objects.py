"""Construction of objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..ir import ABSENT, Json, Maybe
from .numbers import count
from .patterns import matching_strings
from .read_write_only import excluded_properties
from .strings import MAX_LENGTH

if TYPE_CHECKING:
    from .builder import ExampleBuilder

MAX_OPTIONAL = 400
"""Maximum number of optional values in a full example, shared among properties."""

_MAX_FULL_DEPTH = 6
"""Maximum depth of optional properties in a full example."""


def object_(builder: ExampleBuilder, schema: Mapping[str, Json], turn: int) -> Maybe:
    """Build an object for a merged schema; `turn` varies one property."""
    properties = _mapping(schema, "properties")
    required = _names(schema.get("required"))
    omitted = excluded_properties(schema, builder.direction, builder.bundle)
    result: dict[str, Json] = {}
    wanted = _wanted(builder, schema, properties, required)
    allowance = builder.allowance
    builder.allowance = max(allowance - len(wanted), 0) / max(len(wanted), 1)
    try:
        for name in wanted:
            member = properties.get(name, _undeclared(schema))
            value = builder.make(member, 0)
            if value is not ABSENT:
                result[name] = value
            elif name in required:
                return ABSENT
    finally:
        builder.allowance = allowance
    least, most = count(schema, "minProperties") or 0, count(schema, "maxProperties")
    if builder.full and not properties and not result and (most is None or most > 0):
        least = max(least, 1)
    for name, member in _more(schema, properties, omitted):
        if len(result) >= least:
            break
        value = ABSENT if name in result else builder.make(member)
        if value is not ABSENT:
            result[name] = value
    if most is not None and len(result) > most:
        for name in [key for key in reversed(result) if key not in required]:
            if len(result) > most:
                del result[name]
    return result if turn == 0 else _varied(builder, schema, properties, result, turn)


def _wanted(
    builder: ExampleBuilder,
    schema: Mapping[str, Json],
    properties: Mapping[str, Json],
    required: tuple[str, ...],
) -> list[str]:
    """The properties to build; declared ones in their order."""
    chosen = set(required)
    roomy = builder.allowance >= min(len(properties), MAX_OPTIONAL)
    if builder.full and builder.depth <= _MAX_FULL_DEPTH and roomy:
        omitted = excluded_properties(schema, builder.direction, builder.bundle)
        chosen |= {
            name
            for name, member in properties.items()
            if name not in omitted and not builder.recurs(member)
        }
    dependent = _mapping(schema, "dependentRequired")
    pending = list(chosen)
    while pending:
        for name in _names(dependent.get(pending.pop())):
            if name not in chosen:
                chosen.add(name)
                pending.append(name)
    declared = [name for name in properties if name in chosen]
    return (
        declared
        + [name for name in required if name not in properties]
        + sorted(chosen - set(properties) - set(required))
    )


def _undeclared(schema: Mapping[str, Json]) -> Json:
    patterns = _mapping(schema, "patternProperties")
    if patterns:
        return next(iter(patterns.values()))
    extra = schema.get("additionalProperties", True)
    return True if extra is False else extra


def _more(
    schema: Mapping[str, Json], properties: Mapping[str, Json], omitted: set[str]
) -> Iterator[tuple[str, Json]]:
    """Further properties to satisfy `minProperties`: declared, by pattern, any."""
    for name, member in properties.items():
        if name not in omitted:
            yield name, member
    for pattern, member in _mapping(schema, "patternProperties").items():
        for name in matching_strings(pattern, 0, None, 0):
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
                yield from matching_strings(pattern, 0, None, turn)
        least = rule.get("minLength")
        if isinstance(least, int):
            yield "key".ljust(min(least, MAX_LENGTH), "a")
    for index in range(1, 100):
        yield "key" if index == 1 else f"key{index}"


def _varied(
    builder: ExampleBuilder,
    schema: Mapping[str, Json],
    properties: Mapping[str, Json],
    result: dict[str, Json],
    turn: int,
) -> Maybe:
    """Vary the value of the first property that allows another one."""
    for name in result:
        value = builder.make(properties.get(name, _undeclared(schema)), turn)
        if value is not ABSENT and value != result[name]:
            return {**result, name: value}
    for name, member in properties.items():
        value = ABSENT if name in result else builder.make(member, turn)
        if value is not ABSENT:
            return {**result, name: value}
    if schema.get("additionalProperties", True) is not False:
        value = builder.make(_undeclared(schema))
        return ABSENT if value is ABSENT else {**result, f"key{turn}": value}
    return ABSENT


def _mapping(schema: Mapping[str, Json], word: str) -> dict[str, Json]:
    value = schema.get(word)
    return value if isinstance(value, dict) else {}


def _names(value: Json) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else []
    return tuple(name for name in listed if isinstance(name, str))
