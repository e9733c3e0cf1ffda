"""`enum` and `const`: the values a schema names, to literals and enumerations."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from typing import TypeAlias

from ... import ir
from ...ir import Json
from ...resolve import Node
from ..context import Context
from ..prose import prose
from .shape import Shape, members

Constant: TypeAlias = "bool | int | float | str | None"

_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-keys")
_DOCS = ("x-enum-descriptions", "x-enumDescriptions")


_LISTING = frozenset(("enum", "const"))


def named_values(ctx: Context, shape: Shape) -> list[Json] | None:
    """The values that `const` and `enum` leave, in order; `None` without either."""
    if not shape.values and not shape.has_any(_LISTING):
        shape.values = (None,)
    if not shape.values:
        cache = ctx.caches.setdefault("values", {})
        identity = tuple(part.identity for part in shape.parts)
        if identity not in cache:
            cache[identity] = _named_values(ctx, shape)
        found = cache[identity]
        shape.values = (found if isinstance(found, list) else None,)
    values = shape.values[0]
    return None if values is None else list(values)


def _named_values(ctx: Context, shape: Shape) -> list[Json] | None:
    found: list[Json] | None = None
    for part in shape.parts:
        for values in _lists(ctx, part):
            unique = _unique(values)
            if found is None:
                found = unique
                continue
            others = {identity(other) for other in unique}
            common = [value for value in found if identity(value) in others]
            if common:
                found = common
            else:
                message = "no value is in both enumerations, so either one counts"
                ctx.warn("conflicting-enums", message, part)
                found = [*found, *unique]
    return found


def fitting(
    ctx: Context, shape: Shape, values: list[Json], kinds: list[str]
) -> list[Json]:
    """Those of `values` that have one of the JSON types `kinds`."""
    kept = [value for value in values if is_one_of(value, kinds)]
    if len(kept) == len(values):
        return kept
    reported = _reported(shape)
    silent = [
        value
        for value in values
        if not is_one_of(value, kinds) and identity(value) not in reported
    ]
    if silent:
        lost = ", ".join(f"`{json.dumps(value)}`" for value in silent[:100])
        place = next(shape.get("enum"), None) or next(shape.get("const"), None)
        ctx.warn(
            "enum-type-mismatch", f"{lost[:200]} does not have the declared type", place
        )
    return kept


def _reported(shape: Shape) -> set[Hashable]:
    """The identities of values that the `type` next to their `enum` excludes, which the
    rule `typed-enum` reports."""
    found: set[Hashable] = set()
    for part in shape.parts:
        keywords = members(part)
        listed, types = keywords.get("enum"), keywords.get("type")
        if isinstance(listed, list) and types is not None:
            kinds = types if isinstance(types, list) else [types]
            found |= {identity(each) for each in listed if not is_one_of(each, kinds)}
    return found


def constant(value: Json) -> Constant | ir.Absent:
    return ir.ABSENT if isinstance(value, (list, dict)) else value


def of_values(
    ctx: Context, shape: Shape, values: list[Json], named: bool
) -> ir.Type | None:
    """A literal, an enumeration, or `None` where only the base type can tell.

    `values` are without null. One value alone is a literal, unless the schema has a
    name of its own, for then its author means it to grow; `const` never grows.
    """
    scalars = [value for value in values if not isinstance(value, (list, dict))]
    if len(scalars) < len(values) or not values:
        if values:
            place = next(shape.get("enum"), None) or next(shape.get("const"), None)
            message = "an enumeration of objects or lists is not checked"
            ctx.note("enum-of-objects", message, place)
        return None
    if any(isinstance(value, int) and value.bit_length() > 63 for value in scalars):
        place = next(shape.get("enum"), None) or next(shape.get("const"), None)
        message = "a constant of more than 64 bits is not checked by the types"
        ctx.note("integer-out-of-range", message, place)
        return None
    if {True, False} == {value for value in scalars if isinstance(value, bool)}:
        if len(scalars) == 2:
            return ir.Primitive(ir.Scalar.BOOLEAN)
    if len(scalars) > 1 or (named and shape.has("enum") and not shape.has("const")):
        if all(isinstance(value, str) for value in scalars):
            return ir.Enum(ir.Scalar.STRING, _members(shape, scalars))
        if all(
            isinstance(value, int) and not isinstance(value, bool) for value in scalars
        ):
            return ir.Enum(ir.Scalar.INTEGER, _members(shape, scalars))
    return ir.Literal(tuple(scalars))


def enum_name(shape: Shape) -> str | None:
    """The name that `x-ms-enum` gives to an enumeration."""
    for part in shape.parts:
        match members(part).get("x-ms-enum"):
            case {"name": str(name)} if name:
                return name
    return None


def identity(value: Json) -> Hashable:
    """A key of a JSON value. Equal values have equal keys: `1` is `1.0` and is not
    `true`."""
    match value:
        case bool():
            return bool, value
        case list():
            return list, tuple(map(identity, value))
        case dict():
            return dict, frozenset(
                (name, identity(each)) for name, each in value.items()
            )
        case _:
            return value


def _lists(ctx: Context, part: Node) -> list[list[Json]]:
    found: list[list[Json]] = []
    keywords = members(part)
    if "const" in keywords:
        found.append([keywords["const"]])
    if "enum" in keywords:
        values = keywords["enum"]
        if isinstance(values, list) and values:
            found.append(values)
        else:
            message = "`enum` lists no value, so it is ignored"
            ctx.warn("empty-enum", message, part.key("enum"))
    return found


def _unique(values: list[Json]) -> list[Json]:
    seen: set[tuple[type, str]] = set()
    found: list[Json] = []
    for value in values:
        mark = (type(value), repr(value))
        if mark not in seen:
            seen.add(mark)
            found.append(value)
    return found


def is_one_of(value: Json, kinds: Iterable[object]) -> bool:
    """Whether a value has any of these JSON types."""
    for kind in kinds:
        if is_kind(value, str(kind)):
            return True
    return False


def is_kind(value: Json, kind: str) -> bool:
    """Whether a value has a JSON type; `1.0` is an integer."""
    match kind:
        case "string":
            return isinstance(value, str)
        case "integer":
            if isinstance(value, float):
                return value.is_integer()
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case "array":
            return isinstance(value, list)
        case _:
            return isinstance(value, dict)


def _members(shape: Shape, values: list[Constant]) -> tuple[ir.EnumMember, ...]:
    names: dict[Constant, str] = {}
    docs: dict[Constant, str] = {}
    for part in shape.parts:
        keywords = members(part)
        listed = keywords.get("enum")
        if isinstance(listed, list):
            for word in _NAMES:
                if word in keywords:
                    names |= _aligned(listed, keywords[word])
            for word in _DOCS:
                if word in keywords:
                    docs |= _aligned(listed, keywords[word])
        match keywords.get("x-ms-enum"):
            case {"values": list(details)}:
                _read_ms(details, names, docs)
    return tuple(
        ir.EnumMember(value, names.get(value) or str(value), prose(docs.get(value, "")))
        for value in values
        if isinstance(value, (int, str))
    )


def _aligned(values: list[Json], texts: Json) -> dict[Constant, str]:
    """Texts beside values: a list in the same order, or an object by value."""
    if isinstance(texts, dict):
        return {
            value: text
            for value in values
            if isinstance(value, (str, int))
            and isinstance(text := texts.get(str(value)), str)
        }
    if not isinstance(texts, list) or len(texts) != len(values):
        return {}
    return {
        value: text
        for value, text in zip(values, texts, strict=False)
        if isinstance(value, (str, int)) and isinstance(text, str)
    }


def _read_ms(
    details: list[Json], names: dict[Constant, str], docs: dict[Constant, str]
) -> None:
    for detail in details:
        if not isinstance(detail, dict):
            continue
        value, name, doc = (
            detail.get(word) for word in ("value", "name", "description")
        )
        if isinstance(value, (str, int)):
            if isinstance(name, str):
                names[value] = name
            if isinstance(doc, str):
                docs[value] = doc
