"""Variants of definitions for merge patches, in which every property may be null.

The counterpart of `lower.merge_patches`, for validators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ..graphs import reachable
from ..ir import Json
from ..pointers import DEFINITIONS, definition_key, pointer_token

_MERGED_MAPS = ("properties", "patternProperties")
_MERGED = ("additionalProperties", "unevaluatedProperties")
_LISTS = ("allOf", "anyOf", "oneOf")


class PatchVariants(Struct, frozen=True):
    """`definitions` holds both variants; `renamed` maps the first token of a pointer to
    that of the variant."""

    definitions: dict[str, Json]
    renamed: Mapping[str, str]

    def pointer(self, pointer: str | None) -> str | None:
        """The same schema in a merge patch."""
        return None if pointer is None else _renamed(pointer, self.renamed)


def patch_definitions(
    definitions: dict[str, Json], pointers: Iterable[str]
) -> PatchVariants:
    """Add the variants of the definitions that merge patches use."""
    edges = {key: tuple(_references(schema)) for key, schema in definitions.items()}
    merged = reachable(map(definition_key, pointers), edges)
    new_keys: dict[str, str] = {}
    used = set(definitions)
    for key in definitions:
        if key in merged:
            new_key = f"{key}.patch"
            while new_key in used:
                new_key += ".patch"
            used.add(new_key)
            new_keys[key] = new_key
    renamed = {
        pointer_token(key): pointer_token(new_key) for key, new_key in new_keys.items()
    }
    variants = {
        new_key: _variant(definitions[key], renamed)
        for key, new_key in new_keys.items()
    }
    return PatchVariants({**definitions, **variants}, renamed)


def _variant(schema: Json, renamed: Mapping[str, str]) -> Json:
    """The schema with nullable properties, and references to variants."""
    if not isinstance(schema, dict):
        return schema
    variant: dict[str, Json] = {}
    for word, value in schema.items():
        if word in _MERGED_MAPS and isinstance(value, dict):
            variant[word] = {
                name: _nullable(inner, renamed) for name, inner in value.items()
            }
        elif word in _MERGED and isinstance(value, dict):
            variant[word] = _nullable(value, renamed)
        elif word in _LISTS and isinstance(value, list):
            variant[word] = [_variant(inner, renamed) for inner in value]
        elif word == "$ref" and isinstance(value, str):
            variant[word] = _renamed(value, renamed)
        else:
            variant[word] = value
    return variant


def _nullable(schema: Json, renamed: Mapping[str, str]) -> Json:
    variant = _variant(schema, renamed)
    if isinstance(variant, bool):
        return variant
    return {"anyOf": [variant, {"type": "null"}]}


def _references(schema: Json) -> Iterator[str]:
    """The definitions of values that are merged: not of those inside arrays."""
    if not isinstance(schema, dict):
        return
    target = schema.get("$ref")
    if isinstance(target, str):
        yield definition_key(target)
    for word in _LISTS:
        listed = schema.get(word)
        for inner in listed if isinstance(listed, list) else ():
            yield from _references(inner)
    for word in _MERGED:
        yield from _references(schema.get(word))
    for word in _MERGED_MAPS:
        properties = schema.get(word)
        for inner in properties.values() if isinstance(properties, dict) else ():
            yield from _references(inner)


def _renamed(pointer: str, renamed: Mapping[str, str]) -> str:
    """Only whole definitions have variants, not parts of them."""
    key = pointer.removeprefix(DEFINITIONS)
    return DEFINITIONS + renamed[key] if key in renamed else pointer
