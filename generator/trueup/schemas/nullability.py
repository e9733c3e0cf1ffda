"""Nullability: whether a schema accepts null explicitly."""

from __future__ import annotations

from ..resolve import Node
from .constants import constants_of
from .json_types import json_types_of
from .merged import MergedSchema, SchemaReader, merge_schema


def accepts_null(reader: SchemaReader, merged: MergedSchema) -> bool:
    """Whether `merged` names null by type, value or variant.

    A schema that accepts only null is a type of its own, not a nullable one.
    """
    if merged.is_nullable is None:
        merged.is_nullable = False  # for a union that refers back to itself
        merged.is_nullable = _accepts(reader, merged)
    return merged.is_nullable


def _accepts(reader: SchemaReader, merged: MergedSchema) -> bool:
    types = json_types_of(reader, merged)
    if merged.is_never or merged.is_unresolved:
        return False
    if types is not None and ("null" not in types or types == ["null"]):
        return False
    values = constants_of(reader, merged)
    if values is not None:
        return None in values and len(values) > 1
    if types is not None:
        return True
    variants = (node for union in merged.unions for node in union.elements())
    return any(_variant_accepts(reader, variant) for variant in variants)


def _variant_accepts(reader: SchemaReader, variant: Node) -> bool:
    merged = merge_schema(reader, (variant,))
    return (
        json_types_of(reader, merged) == ["null"]
        or constants_of(reader, merged) == [None]
        or accepts_null(reader, merged)
    )
