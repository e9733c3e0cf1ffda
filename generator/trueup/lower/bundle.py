"""Every schema in one JSON Schema 2020-12 document: judged by validators, not types.

Keeps what validates, samples and directions; drops OpenAPI's own words, remarks, and
what no validator accepts.
"""

from __future__ import annotations

import math
from typing import TypeGuard

import jsonschema_rs

from ..ir import Json
from ..resolve import Node
from ..openapi import DYNAMIC_KEYWORDS
from .context import LISTS, MAPS, SCHEMAS, Context
from .schemas.shape import gather, implied, target_of
from .schemas.values import is_one_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_KINDS = ("object", "array", "string", "integer", "number", "boolean", "null")
_NUMBERS = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"))
_COUNTS = frozenset(
    (
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "minContains",
        "maxContains",
    )
)
_FLAGS = frozenset(("uniqueItems", "readOnly", "writeOnly"))
_TEXTS = frozenset(("format", "contentEncoding", "contentMediaType"))
_CONDITIONS = frozenset(("not", "if", "then", "else", "contains", "propertyNames"))
_DECIDING = frozenset(
    (
        "enum",
        "const",
        "$ref",
        "$dynamicRef",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "if",
        "then",
        "else",
    )
)
"""Keywords beside which the others do not tell what a schema is for."""
_DATA = frozenset(("const", "default"))
_PLAIN = frozenset(
    (
        "type",
        "enum",
        "required",
        "pattern",
        "multipleOf",
        "dependentRequired",
        "examples",
        "example",
    )
)
_CONSTRAINTS = _NUMBERS | _COUNTS | _FLAGS | _TEXTS | _DATA | _PLAIN
_REFERENCES = frozenset(("$ref", *DYNAMIC_KEYWORDS))


def collect(ctx: Context) -> dict[str, Json]:
    """`$defs`: each root that has a pointer, and what these refer to, to the last."""
    found: dict[str, Json] = {}
    waiting = list(ctx.roots)
    while waiting:
        for key in waiting:
            nodes = ctx.roots[key]
            if len(nodes) == 1:
                found[key] = _schema(ctx, nodes[0])
            else:
                found[key] = {"allOf": [{"$ref": ctx.pointer(node)} for node in nodes]}
        waiting = [key for key in ctx.roots if key not in found]
    return found


def _schema(ctx: Context, node: Node, depth: int = 0, *, whole: bool = True) -> Json:
    """One schema; `whole` where it says all that there is to say of a value."""
    value = node.value
    if isinstance(value, bool):
        return value
    if not isinstance(value, dict) or depth > 200:
        return True
    found: dict[str, Json] = {}
    for word, given in value.items():
        if word in SCHEMAS:
            inner = node.get(word)
            if inner is not None and isinstance(given, (dict, bool)):
                whole = word not in _CONDITIONS
                found[word] = _schema(ctx, inner, depth + 1, whole=whole)
        elif word in MAPS:
            inner = node.get(word)
            if inner is not None and isinstance(given, dict):
                behind = ctx.spec.follow(inner) or inner
                found[word] = _map(ctx, word, behind, depth)
        elif word in LISTS:
            inner = node.get(word)
            if inner is not None and isinstance(given, list) and given:
                found[word] = [
                    _tagged(ctx, each, _schema(ctx, each, depth + 1, whole=False))
                    for each in inner.elements()
                ]
        elif word == "type" and given in _KINDS:
            found[word] = given
        elif word in _CONSTRAINTS:
            _constraint(ctx, node, word, given, found)
        elif word in _REFERENCES:
            target = target_of(ctx, node) if isinstance(given, str) else None
            if target is not None:
                found["$ref"] = ctx.pointer(target)
    if found.get("type") == "number" and found.get("format") in ("int32", "int64"):
        found["type"] = "integer"  # as `formats` reads it
    if whole and "type" not in found and _DECIDING.isdisjoint(value):
        kinds = implied(gather(ctx, (node,)))
        if len(kinds) == 1:
            found["type"] = kinds[0]  # as the type is made
    if "enum" in found and "type" in found:
        _keep_fitting(found)
    return found


def _tagged(ctx: Context, node: Node, schema: Json) -> Json:
    """A variant that a discriminator names has the value that names it."""
    match ctx.caches.get("tags", {}).get(node.identity):
        case (str(name), tuple(values), bool(others)) if isinstance(
            schema, dict
        ) and schema.keys() == {"$ref"}:
            named: Json = {"enum": [form for value in values for form in _forms(value)]}
            told: dict[str, Json] = {
                "properties": {name: named},
                "required": [name],
            }
            return {**schema, "not": told} if others else {**schema, **told}
        case _:
            return schema


def _forms(tag: str) -> list[Json]:
    """What a tag may be on the wire: mappings hold texts even of numbers and booleans."""
    if tag in ("true", "false"):
        return [tag, tag == "true"]
    if tag.removeprefix("-").isdecimal() and len(tag) < 16:
        return [tag, int(tag)]
    return [tag]


def _keep_fitting(schema: dict[str, Json]) -> None:
    """Drops values that the type refuses anyway, and an enumeration of nothing else."""
    kinds, values = schema["type"], schema["enum"]
    listed = kinds if isinstance(kinds, list) else [kinds]
    kept: list[Json] = [
        value
        for value in (values if isinstance(values, list) else [])
        if is_one_of(value, listed)
    ]
    if kept:
        schema["enum"] = kept
    else:
        del schema["enum"]


def _map(ctx: Context, word: str, inner: Node, depth: int) -> dict[str, Json]:
    return {
        name: _schema(ctx, member, depth + 1)
        for name, member in inner.items()
        if word != "patternProperties" or _compiles(ctx, name, member)
    }


def _constraint(
    ctx: Context, node: Node, word: str, given: Json, found: dict[str, Json]
) -> None:
    """Copies one keyword that holds no schema, if validators accept what it says."""
    match word:
        case "type":
            kinds = given if isinstance(given, list) else [given]
            known = [kind for kind in kinds if kind in _KINDS]
            if known:  # what else is listed is ignored, as by the type
                unique: list[Json] = list(dict.fromkeys(str(kind) for kind in known))
                found[word] = unique if len(unique) > 1 else unique[0]
        case "enum" if isinstance(given, list) and given:
            found[word] = given
        case "required" if isinstance(given, list):
            names: list[Json] = [name for name in given if isinstance(name, str)]
            found[word] = list(dict.fromkeys(names))
        case "pattern" if isinstance(given, str):
            pattern = _undelimited(ctx, given, node.get(word))
            if _compiles(ctx, pattern, node.get(word)):
                found[word] = pattern
        case "multipleOf" if _is_number(given) and given > 0:
            found[word] = given
        case "exclusiveMinimum" | "exclusiveMaximum" if isinstance(given, bool):
            bound = _member(node, word.replace("exclusiveM", "m"))  # as 3.0 has it
            if given and _is_number(bound):
                found[word] = bound
        case "dependentRequired" if _is_names_by_name(given):
            found[word] = given
        case "examples" if isinstance(given, list):
            found[word] = [
                *given,
                *([_member(node, "example")] if _has_example(node) else []),
            ]
        case "example" if not isinstance(_member(node, "examples"), list):
            found["examples"] = [given]
        case _:
            if word in _DATA or (word in _FLAGS and isinstance(given, bool)):
                found[word] = given
            elif word in _TEXTS and isinstance(given, str):
                found[word] = given
            elif word in _NUMBERS and _is_number(given):
                found[word] = given
            elif (
                word in _COUNTS
                and _is_number(given)
                and given >= 0
                and given == int(given)
            ):
                found[word] = int(given)


def _member(node: Node, word: str) -> Json:
    return node.value.get(word) if isinstance(node.value, dict) else None


def _has_example(node: Node) -> bool:
    return isinstance(node.value, dict) and "example" in node.value


def _is_number(value: Json) -> TypeGuard[int | float]:
    return (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and math.isfinite(value)
    )


def _is_names_by_name(value: Json) -> bool:
    return isinstance(value, dict) and all(
        isinstance(names, list) and all(isinstance(name, str) for name in names)
        for names in value.values()
    )


def _compiles(ctx: Context, pattern: str, place: Node | None) -> bool:
    """Whether the validator's engine knows the pattern; it is dropped otherwise."""
    known = ctx.caches.setdefault("patterns", {})
    if (pattern,) not in known:
        try:
            jsonschema_rs.Draft202012Validator({"pattern": pattern})
            known[(pattern,)] = True
        except ValueError:
            known[(pattern,)] = False
            message = f"`{pattern}` is no pattern that can be checked, so it is not"
            ctx.note("unsupported-pattern", message, place)
    return known[(pattern,)] is True


def _undelimited(ctx: Context, pattern: str, place: Node | None) -> str:
    """`/^a$/` can match nothing: its author meant JavaScript's literal."""
    if len(pattern) > 2 and pattern.startswith("/^") and pattern.endswith("$/"):
        message = "the slashes around this pattern are JavaScript's and are left out"
        ctx.note("delimited-pattern", message, place)
        return pattern[1:-1]
    return pattern
