"""Literals and enumerations, from the constants of a schema."""

from __future__ import annotations

from typing import TypeAlias

from ... import ir
from ...ir import Json
from ...schemas.constants import location_of_constants
from ...schemas.keywords import keywords_of
from ...schemas.merged import MergedSchema
from ..commonmark import html_to_markdown
from ..context import Context

Constant: TypeAlias = "bool | int | float | str | None"

_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-keys")
_DOCS = ("x-enum-descriptions", "x-enumDescriptions")
_MAX_BITS = 63


def type_of_constants(
    ctx: Context, merged: MergedSchema, values: list[Json], is_component: bool
) -> ir.Type | None:
    """A literal or an enumeration; None if only the base type can represent the values.

    `values` are without null. A single value is a literal, except in the `enum` of a
    component, which is expected to grow; `const` never grows.
    """
    scalars = [value for value in values if not isinstance(value, (list, dict))]
    if len(scalars) < len(values) or not values:
        if values:
            message = "an enumeration of objects or lists is not checked by the types"
            location = location_of_constants(merged)
            ctx.report.note("enum-of-objects", message, location)
        return None
    if any(_is_too_large(value) for value in scalars):
        message = "a constant of more than 64 bits is not checked by the types"
        ctx.report.note("integer-out-of-range", message, location_of_constants(merged))
        return None
    if len(scalars) == 2 and all(isinstance(value, bool) for value in scalars):
        return ir.Primitive(ir.Scalar.BOOLEAN)
    can_grow = merged.has("enum") and not merged.has("const")
    if len(scalars) > 1 or (can_grow and is_component):
        if all(isinstance(value, str) for value in scalars):
            return ir.Enum(ir.Scalar.STRING, _members(merged, scalars))
        if all(type(value) is int for value in scalars):
            return ir.Enum(ir.Scalar.INTEGER, _members(merged, scalars))
    return ir.Literal(tuple(scalars), can_grow)


def _is_too_large(value: Constant) -> bool:
    return isinstance(value, int) and value.bit_length() > _MAX_BITS


def enum_name(merged: MergedSchema) -> str | None:
    """The name of an enumeration in `x-ms-enum`."""
    for part in merged.parts:
        match keywords_of(part).get("x-ms-enum"):
            case {"name": str(name)} if name:
                return name
    return None


def _members(merged: MergedSchema, values: list[Constant]) -> tuple[ir.EnumMember, ...]:
    names: dict[Constant, str] = {}
    docs: dict[Constant, str] = {}
    for part in merged.parts:
        keywords = keywords_of(part)
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
                _add_ms_values(details, names, docs)
    return tuple(
        ir.EnumMember(
            value, names.get(value) or str(value), html_to_markdown(docs.get(value, ""))
        )
        for value in values
        if isinstance(value, (int, str))
    )


def _aligned(values: list[Json], strings: Json) -> dict[Constant, str]:
    """A string for each value: from a list in the same order, or an object by value."""
    if isinstance(strings, dict):
        return {
            value: string
            for value in values
            if isinstance(value, (str, int))
            and isinstance(string := strings.get(str(value)), str)
        }
    if not isinstance(strings, list) or len(strings) != len(values):
        return {}
    return {
        value: string
        for value, string in zip(values, strings, strict=True)
        if isinstance(value, (str, int)) and isinstance(string, str)
    }


def _add_ms_values(
    details: list[Json], names: dict[Constant, str], docs: dict[Constant, str]
) -> None:
    for detail in details:
        if not isinstance(detail, dict):
            continue
        value, name = detail.get("value"), detail.get("name")
        doc = detail.get("description")
        if isinstance(value, (str, int)):
            if isinstance(name, str):
                names[value] = name
            if isinstance(doc, str):
                docs[value] = doc
