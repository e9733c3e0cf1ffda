"""Merging of `$ref` and `allOf` into one schema."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping

from ..ir import Json
from .pointers import lookup

_LEAST = frozenset(
    (
        "maximum",
        "exclusiveMaximum",
        "maxLength",
        "maxItems",
        "maxProperties",
        "maxContains",
    )
)
_MOST = frozenset(
    (
        "minimum",
        "exclusiveMinimum",
        "minLength",
        "minItems",
        "minProperties",
        "minContains",
    )
)
DEEPEST = 40


def merge_allof(
    schema: Json, bundle: Mapping[str, Json], passed: tuple[str, ...] = ()
) -> dict[str, Json] | bool:
    """Merge a schema with its `$ref` and `allOf`; `unions` becomes a list of its unions.

    `passed` are the pointers that were followed, since a cycle adds nothing.
    """
    if not isinstance(schema, dict):
        return schema is not False
    result: dict[str, Json] = {}
    target = schema.get("$ref")
    parts: list[Json] = []
    if isinstance(target, str) and target not in passed and len(passed) < DEEPEST:
        parts.append(merge_allof(lookup(target, bundle), bundle, (*passed, target)))
    listed = schema.get("allOf")
    for schema_ in listed if isinstance(listed, list) else ():
        if len(passed) < DEEPEST:
            parts.append(merge_allof(schema_, bundle, (*passed, "allOf")))
    for part in parts:
        if part is False:
            return False
        if isinstance(part, dict):
            narrow(result, part)
    own = {
        word: value for word, value in schema.items() if word not in ("$ref", "allOf")
    }
    unions: list[Json] = []
    for word in ("oneOf", "anyOf"):
        union = own.pop(word, None)
        if isinstance(union, list) and union:
            unions.append({word: union})
    if "if" in own:
        unions.append({"anyOf": _branches(own)})
        for word in ("if", "then", "else"):
            own.pop(word, None)
    if unions:
        own["unions"] = unions
    narrow(result, own)
    return result


def narrow(merged: dict[str, Json], other: Mapping[str, Json]) -> None:
    """Narrow a merged schema, in place, by another one."""
    for word, value in other.items():
        if word not in merged:
            merged[word] = _copy(word, value)
        else:
            merged[word] = _intersect(word, merged[word], value)


def _copy(word: str, value: Json) -> Json:
    if word in ("properties", "patternProperties") and isinstance(value, dict):
        return dict(value)
    return (
        list(value)
        if word in ("required", "unions") and isinstance(value, list)
        else value
    )


def _intersect(word: str, one: Json, other: Json) -> Json:
    match word, one, other:
        case ("properties" | "patternProperties"), dict(), dict():
            merged = dict(one)
            for name, schema in other.items():
                merged[name] = (
                    _all_of(merged[name], schema) if name in merged else schema
                )
            return merged
        case ("required" | "unions"), list(), list():
            return one + [item for item in other if item not in one]
        case "type", _, _:
            return _types(one, other)
        case "enum", list(), list():
            return [value for value in one if value in other] or one
        case (
            ("items" | "not" | "additionalProperties" | "contains" | "propertyNames"),
            _,
            _,
        ):
            return _all_of(one, other)
        case "multipleOf", int(), int():
            multiple = math.lcm(one, other)
            return multiple if multiple <= sys.float_info.max else other
        case _ if word in _MOST and _number(one) and _number(other):
            return max(_as_number(one), _as_number(other))
        case _ if word in _LEAST and _number(one) and _number(other):
            return min(_as_number(one), _as_number(other))
        case "pattern", str(), str() if one != other:
            return other
        case _:
            return other


def _all_of(one: Json, other: Json) -> Json:
    if one is True or one == {} or one == other:
        return other
    if other is True or other == {}:
        return one
    return {"allOf": [one, other]}


def _types(one: Json, other: Json) -> Json:
    first = one if isinstance(one, list) else [one]
    second = other if isinstance(other, list) else [other]
    common: list[Json] = [type_ for type_ in first if type_ in second]
    if not common and {"integer", "number"} <= {str(t) for t in (*first, *second)}:
        common = ["integer"]
    return common or one


def _branches(schema: Mapping[str, Json]) -> list[Json]:
    """The equivalent alternatives of `if`, `then` and `else`."""
    condition = schema["if"]
    then, otherwise = schema.get("then", True), schema.get("else", True)
    return [{"allOf": [condition, then]}, {"allOf": [{"not": condition}, otherwise]}]


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_number(value: Json) -> int | float:
    return value if isinstance(value, int | float) else 0
