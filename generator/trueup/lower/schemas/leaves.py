"""Schemas that are one word and remarks: `{type: string, format: date}`.

Most schemas of a description are, and nothing has to be gathered to know their type.
"""

from __future__ import annotations

from ... import ir
from ...resolve import Node
from ..context import Context
from .formats import scalar
from .shape import Shape

_REMARKS = frozenset(
    (
        "type",
        "format",
        "description",
        "title",
        "example",
        "examples",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "xml",
        "$comment",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "multipleOf",
        "exclusiveMinimum",
        "exclusiveMaximum",
    )
)
"""Keywords beside which a `type` means what it means alone."""

_PLAIN = frozenset(("string", "integer", "number", "boolean"))


def leaf_of(ctx: Context, node: Node) -> ir.Primitive | None:
    """The type of such a schema, as `types.type_of` makes it; `None` for any other, and
    for one that a reference has given a name."""
    value = node.value
    if not isinstance(value, dict) or not value.keys() <= _REMARKS:
        return None
    kind, format_ = value.get("type"), value.get("format")
    if not isinstance(kind, str) or kind not in _PLAIN:
        return None
    identity = node.identity
    known = ctx.types.get(identity)
    if known is not None:
        return known if isinstance(known, ir.Primitive) else None
    if identity in ctx.keys:
        return None
    name = format_.lower() if isinstance(format_, str) else None
    found = ctx.leaves.get((kind, name))
    if found is None:
        found = ir.Primitive(scalar(kind, Shape(parts=[node])))
        ctx.leaves[kind, name] = found
    ctx.types[identity] = found
    return found
