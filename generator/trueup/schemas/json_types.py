"""JSON types: what `type` allows, and what other keywords imply without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..ir import Json
from ..json_values import JSON_TYPES, has_json_type
from ..media_types import is_string_content
from ..resolve import Node
from ..schema_formats import FORMATS
from .keywords import IMPLIED_TYPES, keywords_of
from .merged import MergedSchema, SchemaReader


def json_types_of(reader: SchemaReader, merged: MergedSchema) -> list[str] | None:
    """The JSON types that every part allows, in order; None if no part has a `type`.

    Empty if the parts contradict each other.
    """
    if merged.json_types == ():
        merged.json_types = (_json_types(reader, merged),)
    return merged.json_types[0]


def _json_types(reader: SchemaReader, merged: MergedSchema) -> list[str] | None:
    common: list[str] | None = None
    for part in merged.parts:
        allowed = _declared_types(reader, part)
        if allowed is None:
            continue
        common = allowed if common is None else _intersection(common, allowed)
        if not common:
            return []
    return common


def report_conflict(reader: SchemaReader, merged: MergedSchema) -> None:
    """Report that the parts of a merged schema have no JSON type in common."""
    declared = (_declared_types(reader, part) for part in merged.parts)
    sides = dict.fromkeys(_alternatives(types) for types in declared if types)
    message = f"no value can be {' and '.join(sides)} at once; typed as `Any`"
    root = merged.roots[0] if merged.roots else None
    reader.report.warning("conflicting-types", message, root)


def inferred_types(merged: MergedSchema) -> list[str]:
    """The JSON types to which the keywords apply, for schemas without `type`.

    `contentMediaType` of text or JSON does not imply a type: it is an annotation.
    """
    types: dict[str, None] = {}
    for part in merged.parts:
        keywords = keywords_of(part)
        for keyword in keywords:
            implied = IMPLIED_TYPES.get(keyword)
            if implied is not None and not _is_text_content(keyword, keywords):
                types[implied] = None
        name = keywords.get("format")
        known = FORMATS.get(name) if isinstance(name, str) else None
        if known is not None and known.implies_type and not types:
            types[known.json_type] = None
    return list(types)


def _is_text_content(keyword: str, keywords: Mapping[str, Json]) -> bool:
    name = keywords.get(keyword) if keyword == "contentMediaType" else None
    return isinstance(name, str) and is_string_content(name)


def _declared_types(reader: SchemaReader, part: Node) -> list[str] | None:
    value = keywords_of(part).get("type")
    if value is None:
        return None
    if isinstance(value, str) and value in JSON_TYPES:
        return [value]
    listed = value if isinstance(value, list) else [value]
    known = [name for name in listed if isinstance(name, str) and name in JSON_TYPES]
    if len(known) < len(listed):
        if listed == ["any"]:
            return None
        message = f"{_alternatives(listed)} is not a JSON type; ignored"
        reader.report.warning("unknown-type", message, part.key("type"))
    return list(dict.fromkeys(known)) or None


def _intersection(left: list[str], right: list[str]) -> list[str]:
    common = [name for name in left if name in right]
    if "integer" not in common and (
        ("integer" in left and "number" in right)
        or ("number" in left and "integer" in right)
    ):
        common.append("integer")
    return common


def _alternatives(names: Iterable[object]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def has_any_json_type(value: Json, types: Iterable[object]) -> bool:
    return any(has_json_type(value, str(name)) for name in types)
