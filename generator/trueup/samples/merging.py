"""What a schema says once `$ref` and `allOf` are followed: one flat schema."""

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


def flat(
    schema: Json, bundle: Mapping[str, Json], passed: tuple[str, ...] = ()
) -> dict[str, Json] | bool:
    """One schema without `$ref` and `allOf`; unions stand in a list under `unions`.

    `passed` holds the pointers already followed: a circle of them adds nothing.
    """
    if not isinstance(schema, dict):
        return schema is not False
    found: dict[str, Json] = {}
    target = schema.get("$ref")
    pieces: list[Json] = []
    if isinstance(target, str) and target not in passed and len(passed) < DEEPEST:
        pieces.append(flat(lookup(target, bundle), bundle, (*passed, target)))
    listed = schema.get("allOf")
    for each in listed if isinstance(listed, list) else ():
        if len(passed) < DEEPEST:
            pieces.append(flat(each, bundle, (*passed, "allOf")))
    for piece in pieces:
        if piece is False:
            return False
        if isinstance(piece, dict):
            add(found, piece)
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
    add(found, own)
    return found


def add(found: dict[str, Json], more: Mapping[str, Json]) -> None:
    """Narrows `found`, a flat schema, by another one."""
    for word, value in more.items():
        if word not in found:
            found[word] = _copied(word, value)
        else:
            found[word] = _narrowed(word, found[word], value)


def _copied(word: str, value: Json) -> Json:
    if word in ("properties", "patternProperties") and isinstance(value, dict):
        return dict(value)
    return (
        list(value)
        if word in ("required", "unions") and isinstance(value, list)
        else value
    )


def _narrowed(word: str, one: Json, other: Json) -> Json:
    match word, one, other:
        case ("properties" | "patternProperties"), dict(), dict():
            both = dict(one)
            for name, member in other.items():
                both[name] = _together(both[name], member) if name in both else member
            return both
        case ("required" | "unions"), list(), list():
            return one + [each for each in other if each not in one]
        case "type", _, _:
            return _types(one, other)
        case "enum", list(), list():
            return [each for each in one if each in other] or one
        case (
            ("items" | "not" | "additionalProperties" | "contains" | "propertyNames"),
            _,
            _,
        ):
            return _together(one, other)
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


def _together(one: Json, other: Json) -> Json:
    if one is True or one == {} or one == other:
        return other
    if other is True or other == {}:
        return one
    return {"allOf": [one, other]}


def _types(one: Json, other: Json) -> Json:
    first = one if isinstance(one, list) else [one]
    second = other if isinstance(other, list) else [other]
    both: list[Json] = [kind for kind in first if kind in second]
    if not both and {"integer", "number"} <= {str(kind) for kind in (*first, *second)}:
        both = ["integer"]
    return both or one


def _branches(schema: Mapping[str, Json]) -> list[Json]:
    """`if` with `then`, or `else` with what `if` refuses."""
    condition = schema["if"]
    then, otherwise = schema.get("then", True), schema.get("else", True)
    return [{"allOf": [condition, then]}, {"allOf": [{"not": condition}, otherwise]}]


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_number(value: Json) -> int | float:
    return value if isinstance(value, int | float) else 0
