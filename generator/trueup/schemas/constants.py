"""The values that `enum` and `const` list."""

from __future__ import annotations

import json
from collections.abc import Hashable

from ..ir import Json
from ..resolve import Node
from .json_types import has_any_json_type
from .keywords import keywords_of
from .merged import MergedSchema, SchemaReader

_LISTING = frozenset(("enum", "const"))


def constants_of(reader: SchemaReader, merged: MergedSchema) -> list[Json] | None:
    """The values that `const` and `enum` allow, in order; None without either."""
    if not merged.constants:
        has_constants = merged.has_any(_LISTING)
        merged.constants = (_common(reader, merged) if has_constants else None,)
    values = merged.constants[0]
    return None if values is None else list(values)


def _common(reader: SchemaReader, merged: MergedSchema) -> list[Json] | None:
    allowed: list[Json] | None = None
    for part in merged.parts:
        for values in _listed(reader, part):
            unique = _without_duplicates(values)
            if allowed is None:
                allowed = unique
                continue
            others = set(map(identity, unique))
            common = [value for value in allowed if identity(value) in others]
            if common:
                allowed = common
            else:
                message = "the enumerations have no value in common; typed as either"
                reader.report.warning("conflicting-enums", message, part)
                allowed = [*allowed, *unique]
    return allowed


def _listed(reader: SchemaReader, part: Node) -> list[list[Json]]:
    lists: list[list[Json]] = []
    keywords = keywords_of(part)
    if "const" in keywords:
        lists.append([keywords["const"]])
    if "enum" in keywords:
        values = keywords["enum"]
        if isinstance(values, list) and values:
            lists.append(values)
        else:
            message = "`enum` must be a list with a value; ignored"
            reader.report.warning("empty-enum", message, part.key("enum"))
    return lists


def without_mismatches(
    reader: SchemaReader, merged: MergedSchema, values: list[Json], types: list[str]
) -> list[Json]:
    """Those of `values` that have one of the JSON types `types`."""
    matching = [value for value in values if has_any_json_type(value, types)]
    if len(matching) == len(values):
        return matching
    linted = _linted(merged)
    unreported = [
        value
        for value in values
        if not has_any_json_type(value, types) and identity(value) not in linted
    ]
    if unreported:
        rejected = ", ".join(f"`{json.dumps(value)}`" for value in unreported[:100])
        message = f"{rejected[:200]} does not have the declared type; ignored"
        location = location_of_constants(merged)
        reader.report.warning("enum-type-mismatch", message, location)
    return matching


def location_of_constants(merged: MergedSchema) -> Node | None:
    return next(merged.get("enum"), None) or next(merged.get("const"), None)


def _linted(merged: MergedSchema) -> set[Hashable]:
    """The identities of values that the `type` next to their `enum` excludes, which the
    rule `typed-enum` reports."""
    identities: set[Hashable] = set()
    for part in merged.parts:
        keywords = keywords_of(part)
        listed, types = keywords.get("enum"), keywords.get("type")
        if isinstance(listed, list) and types is not None:
            names = types if isinstance(types, list) else [types]
            identities |= {
                identity(value)
                for value in listed
                if not has_any_json_type(value, names)
            }
    return identities


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
                (name, identity(inner)) for name, inner in value.items()
            )
        case _:
            return value


def _without_duplicates(values: list[Json]) -> list[Json]:
    unique: dict[tuple[type, str], Json] = {}
    for value in values:
        unique.setdefault((type(value), repr(value)), value)
    return list(unique.values())
