"""Merging of `$ref` and `allOf` into one schema."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from typing import TypeGuard

from ..ir import Json
from ..json_schema_keywords import bounds
from ..pointers import lookup

_UPPER_BOUNDS, _LOWER_BOUNDS = bounds("upper"), bounds("lower")
MAX_DEPTH = 40


def merge_allof(
    schema: Json, bundle: Mapping[str, Json], path: tuple[str, ...] = ()
) -> dict[str, Json] | bool:
    """Merge a schema with its `$ref` and `allOf`; `unions` becomes a list of its unions.

    `path` are the pointers that were followed, to end cycles.
    """
    if not isinstance(schema, dict):
        return schema is not False
    result: dict[str, Json] = {}
    target = schema.get("$ref")
    parts: list[Json] = []
    is_too_deep = len(path) >= MAX_DEPTH
    if isinstance(target, str) and target not in path and not is_too_deep:
        parts.append(merge_allof(lookup(target, bundle), bundle, (*path, target)))
    listed = schema.get("allOf")
    for included in listed if isinstance(listed, list) and not is_too_deep else ():
        parts.append(merge_allof(included, bundle, (*path, "allOf")))
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


def narrow(merged: dict[str, Json], schema: Mapping[str, Json]) -> None:
    """Narrow a merged schema, in place, by another one."""
    for word, value in schema.items():
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


def _intersect(word: str, left: Json, right: Json) -> Json:
    match word, left, right:
        case (("properties" | "patternProperties"), dict(), dict()):
            merged = dict(left)
            for name, schema in right.items():
                merged[name] = (
                    all_of(merged[name], schema) if name in merged else schema
                )
            return merged
        case (("required" | "unions"), list(), list()):
            return left + [item for item in right if item not in left]
        case "type", _, _:
            return _common_types(left, right)
        case "enum", list(), list():
            return [value for value in left if value in right] or left
        case (
            ("items" | "not" | "additionalProperties" | "contains" | "propertyNames"),
            _,
            _,
        ):
            return all_of(left, right)
        case "multipleOf", int(), int():
            multiple = math.lcm(left, right)
            return multiple if multiple <= sys.float_info.max else right
        case _ if word in _LOWER_BOUNDS and _is_number(left) and _is_number(right):
            return max(left, right)
        case _ if word in _UPPER_BOUNDS and _is_number(left) and _is_number(right):
            return min(left, right)
        case _:
            return right


def all_of(left: Json, right: Json) -> Json:
    """The conjunction of two schemas."""
    if left is True or left == {} or left == right:
        return right
    if right is True or right == {}:
        return left
    return {"allOf": [left, right]}


def _common_types(left: Json, right: Json) -> Json:
    first = left if isinstance(left, list) else [left]
    second = right if isinstance(right, list) else [right]
    common: list[Json] = [type_ for type_ in first if type_ in second]
    if not common and {"integer", "number"} <= {str(t) for t in (*first, *second)}:
        common = ["integer"]
    return common or left


def _branches(schema: Mapping[str, Json]) -> list[Json]:
    """The equivalent alternatives of `if`, `then` and `else`."""
    condition = schema["if"]
    then, otherwise = schema.get("then", True), schema.get("else", True)
    return [{"allOf": [condition, then]}, {"allOf": [{"not": condition}, otherwise]}]


def _is_number(value: Json) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
