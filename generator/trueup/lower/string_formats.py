"""The formats of the strings in a value, which clients check before they send it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..resolve import Node
from ..schema_formats import FORMATS
from ..schemas.constants import constants_of
from ..schemas.json_types import inferred_types, json_types_of
from ..schemas.keywords import keywords_of
from ..schemas.merged import MergedSchema, merge_schema
from .context import Context

_MAX_DEPTH = 8

_WITH_FORMATS = frozenset(
    (
        *("format", "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf"),
        *("items", "prefixItems", "additionalProperties", "unevaluatedProperties"),
    )
)


def string_formats(ctx: Context, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """The formats of which each string of a value has one.

    Strings in lists and maps count, those in properties do not. () if a string may have
    any value, or if all have Python types of their own, such as `uuid.UUID`.
    """
    formats = asserted_formats(ctx, nodes)
    is_str = any(FORMATS[name].python_type is str for name in formats)
    return formats if is_str else ()


def formats_of_argument(ctx: Context, schema: Node | None) -> tuple[str, ...]:
    """As `string_formats`; also `date`, since every `datetime` is a `date` in Python, and
    `base64url`, which is not any bytes."""
    if schema is None:
        return ()
    formats = asserted_formats(ctx, (schema,))
    is_checked = formats in (("date",), ("base64url",))
    return formats if is_checked else string_formats(ctx, (schema,))


def asserted_formats(ctx: Context, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """As `string_formats`, for all Python types."""
    if all(_WITH_FORMATS.isdisjoint(keywords_of(node)) for node in nodes):
        return ()
    merged = merge_schema(ctx.schemas, nodes)
    if merged.formats is None:
        merged.formats = _formats(ctx, nodes, 0) or ()
    return merged.formats


def _formats(
    ctx: Context, nodes: tuple[Node, ...], depth: int
) -> tuple[str, ...] | None:
    """None if a string may have any value; () if there are no strings."""
    merged = merge_schema(ctx.schemas, nodes)
    if merged.is_never:
        return ()
    if depth > _MAX_DEPTH or merged.is_unresolved:
        return None
    constants = constants_of(ctx.schemas, merged)
    if constants is not None:
        has_strings = any(isinstance(value, str | list | dict) for value in constants)
        return None if has_strings else ()
    types = json_types_of(ctx.schemas, merged)
    possible = inferred_types(merged) if types is None else types
    own = next(_asserted(merged), None)
    if merged.unions and own is None:
        return _of_unions(ctx, merged, types, depth)
    if not possible:
        return None
    formats: list[tuple[str, ...] | None] = []
    if "string" in possible:
        formats.append(None if own is None else (own,))
    if "array" in possible:
        formats.append(_of_items(ctx, merged, depth))
    if "object" in possible and not merged.has("properties"):
        words = ("additionalProperties", "unevaluatedProperties", "patternProperties")
        formats.append(_of_map(ctx, merged, words, depth))
    return _united(formats)


def _of_unions(
    ctx: Context, merged: MergedSchema, types: list[str] | None, depth: int
) -> tuple[str, ...] | None:
    """The formats by the first union that has some in all of its variants."""
    for union in merged.unions:
        formats = _united(
            _formats(ctx, (variant,), depth + 1) for variant in union.elements()
        )
        if formats is not None:
            return formats
    has_strings = types is None or not {"string", "array", "object"}.isdisjoint(types)
    return None if has_strings else ()


def _of_items(ctx: Context, merged: MergedSchema, depth: int) -> tuple[str, ...] | None:
    items = [node for node in merged.get("items") if node.value is not False]
    first = [item for node in merged.get("prefixItems") for item in node.elements()]
    if not items and not first:
        return None
    return _united(_formats(ctx, (node,), depth + 1) for node in (*first, *items))


def _of_map(
    ctx: Context, merged: MergedSchema, words: tuple[str, ...], depth: int
) -> tuple[str, ...] | None:
    """The formats of properties that are not declared."""
    schemas: list[Node] = []
    for word in words:
        for node in merged.get(word):
            if word == "patternProperties":
                schemas += (schema for _, schema in node.items())
            else:
                schemas.append(node)
    if not schemas:
        return None
    return _united(_formats(ctx, (node,), depth + 1) for node in schemas)


def formats_of_extra(ctx: Context, merged: MergedSchema) -> tuple[str, ...]:
    """The formats of the strings among additional properties of an object."""
    words = ("additionalProperties", "unevaluatedProperties", "patternProperties")
    formats = _of_map(ctx, merged, words, 1) or ()
    is_str = any(FORMATS[name].python_type is str for name in formats)
    return formats if is_str else ()


def _asserted(merged: MergedSchema) -> Iterator[str]:
    """The formats of a schema that servers assert."""
    for part in merged.parts:
        name = keywords_of(part).get("format")
        if isinstance(name, str) and name in FORMATS and FORMATS[name].is_asserted:
            yield name


def _united(formats: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    united: dict[str, None] = {}
    for names in formats:
        if names is None:
            return None
        united.update(dict.fromkeys(names))
    return tuple(united)
