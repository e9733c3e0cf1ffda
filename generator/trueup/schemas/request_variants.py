"""Variants of definitions for requests and for responses.

The counterpart of `lower.request_response_split`, for validators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import is_not
from typing import TypeAlias

from msgspec import Struct

from ..graphs import reachable, reversed_edges
from ..ir import Json
from ..json_values import objects_in
from ..pointers import (
    DEFINITIONS,
    definition_key,
    pointer_to,
    pointer_token,
    references,
)
from .keywords import WITH_SCHEMA, WITH_SCHEMA_LIST, WITH_SCHEMA_MAP

Schema: TypeAlias = "dict[str, Json]"
_Marks: TypeAlias = "Mapping[str, frozenset[str]]"
"""The definitions that are marked themselves: pointer → `readOnly`, `writeOnly`."""

_DIRECTIONS = ("readOnly", "writeOnly")

_MARKING = frozenset(("required",)) | WITH_SCHEMA_LIST
"""Keywords for which it matters which properties are marked."""

_RELEVANT = (
    frozenset(("required", "$ref")) | WITH_SCHEMA | WITH_SCHEMA_MAP | WITH_SCHEMA_LIST
)
"""A schema without any of these, as most are, is the same in both variants."""


class RequestVariants(Struct, frozen=True):
    """`definitions` holds both variants; `renamed` maps the first token of a pointer to
    that of the request variant."""

    definitions: dict[str, Json]
    renamed: Mapping[str, str]

    def request_pointer(self, pointer: str | None) -> str | None:
        """The same schema in the request variant."""
        return _renamed(pointer, self.renamed) if pointer and self.renamed else pointer


def split_definitions(
    definitions: dict[str, Json], request_pointers: Iterable[str]
) -> RequestVariants:
    """Split the definitions that differ by direction and are used in requests."""
    marks = _marks(definitions)
    both = dict(definitions)
    differing: list[str] = []
    for key, schema in definitions.items():
        if _has_marks(schema, marks):  # few do
            both[key] = _variant(schema, "writeOnly", (), marks, {})
            in_request = _variant(schema, "readOnly", (), marks, {})
            if both[key] is not schema or in_request is not schema:
                differing.append(key)
    if not differing:
        return RequestVariants(definitions, {})
    edges = {key: tuple(references(schema)) for key, schema in definitions.items()}
    changed = reachable(differing, reversed_edges(edges))
    in_requests = reachable(map(definition_key, request_pointers), edges)
    split = changed & in_requests
    new_keys = _request_keys(definitions, filter(split.__contains__, definitions))
    renamed = {
        pointer_token(key): pointer_token(new_key) for key, new_key in new_keys.items()
    }
    for key, new_key in new_keys.items():
        both[new_key] = _variant(definitions[key], "readOnly", (), marks, renamed)
    return RequestVariants(both, renamed)


def _has_marks(schema: Json, marks: _Marks) -> bool:
    """Whether a schema in this one is marked, itself or as a marked definition."""
    for inner in objects_in(schema):
        target = inner.get("$ref")
        if isinstance(target, str) and target in marks:
            return True
        if "readOnly" in inner or "writeOnly" in inner:
            return True
    return False


def _request_keys(taken: Iterable[str], keys: Iterable[str]) -> dict[str, str]:
    used = set(taken)
    new_keys: dict[str, str] = {}
    for key in keys:
        new_key = f"{key}.input"
        while new_key in used:
            new_key += ".input"
        used.add(new_key)
        new_keys[key] = new_key
    return new_keys


def _variant(
    schema: Json,
    mark: str,
    inherited: tuple[str, ...],
    marks: _Marks,
    renamed: Mapping[str, str],
) -> Json:
    """The schema without `mark`ed names in `required`, with `renamed` references; the same
    object if that changes nothing.

    `inherited` are the marked properties of the schemas around it.
    """
    if not isinstance(schema, dict) or _RELEVANT.isdisjoint(schema):
        return schema
    marked = inherited
    if not _MARKING.isdisjoint(schema):
        marked += tuple(_marked_properties(schema, mark, marks))
    changed: Schema = {}
    for word, value in schema.items():
        if word == "required" and isinstance(value, list):
            if any(name in marked for name in value):
                changed[word] = [name for name in value if name not in marked]
        elif word == "$ref" and isinstance(value, str):
            if renamed and (target := _renamed(value, renamed)) != value:
                changed[word] = target
        elif word in WITH_SCHEMA:
            inner = _variant(value, mark, (), marks, renamed)
            if inner is not value:
                changed[word] = inner
        elif word in WITH_SCHEMA_MAP and isinstance(value, dict):
            schemas = {
                name: _variant(inner, mark, (), marks, renamed)
                for name, inner in value.items()
            }
            if any(schemas[name] is not inner for name, inner in value.items()):
                changed[word] = schemas
        elif word in WITH_SCHEMA_LIST and isinstance(value, list):
            of_items = () if word == "prefixItems" else marked
            items = [_variant(inner, mark, of_items, marks, renamed) for inner in value]
            if any(map(is_not, items, value)):
                changed[word] = items
    if not changed:
        return schema
    variant = {**schema, **changed}
    if changed.get("required") == []:
        del variant["required"]
    return variant


def _marked_properties(schema: Schema, mark: str, marks: _Marks) -> Iterator[str]:
    """The properties with the keyword `mark` in a schema and its `allOf`."""
    properties = schema.get("properties")
    for name, inner in properties.items() if isinstance(properties, dict) else ():
        if isinstance(inner, dict):
            target = inner.get("$ref") if marks else None
            is_marked = isinstance(target, str) and mark in marks.get(target, ())
            if is_marked or inner.get(mark) is True:
                yield name
    included = schema.get("allOf")
    for inner in included if isinstance(included, list) else ():
        if isinstance(inner, dict):
            yield from _marked_properties(inner, mark, marks)


def _marks(definitions: Mapping[str, Json]) -> _Marks:
    marks: dict[str, frozenset[str]] = {}
    for key, schema in definitions.items():
        if isinstance(schema, dict):
            own = frozenset(m for m in _DIRECTIONS if schema.get(m) is True)
            if own:
                marks[pointer_to(key)] = own
    return marks


def _renamed(pointer: str, renamed: Mapping[str, str]) -> str:
    first, slash, rest = pointer.removeprefix(DEFINITIONS).partition("/")
    return DEFINITIONS + renamed.get(first, first) + slash + rest
