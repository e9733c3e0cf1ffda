"""Request variants: definitions without what requests, or responses, do not require.

The counterpart of `lower.request_response_split`, for validators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from ..graphs import reachable, reversed_edges
from ..ir import Json
from .builder import pointer_to
from .keywords import WITH_SCHEMA, WITH_SCHEMA_LIST, WITH_SCHEMA_MAP

Schema: TypeAlias = "dict[str, Json]"
_Marks: TypeAlias = "Mapping[str, frozenset[str]]"
"""The definitions that are marked themselves: pointer → `readOnly`, `writeOnly`."""

_START = "#/$defs/"

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
    """Give definitions that differ by direction, and that requests reach, a variant."""
    tokens = {key: pointer_to(key).removeprefix(_START) for key in definitions}
    marks = _marks(definitions, tokens)
    differing = [
        tokens[key]
        for key, schema in definitions.items()
        if _differs(schema, (), marks)
    ]
    if not differing:
        return RequestVariants(definitions, {})
    edges = {tokens[key]: tuple(_tokens(schema)) for key, schema in definitions.items()}
    changed = reachable(differing, reversed_edges(edges))
    in_requests = reachable(map(_token, request_pointers), edges)
    split = [key for key, token in tokens.items() if token in changed & in_requests]
    new_keys = _request_keys(definitions, split)
    renamed = {
        tokens[key]: pointer_to(new_key).removeprefix(_START)
        for key, new_key in new_keys.items()
    }
    both = dict(definitions)
    for key, schema in definitions.items():
        if tokens[key] in changed:
            both[key] = _variant(schema, "writeOnly", (), marks, {})
    for key, new_key in new_keys.items():
        both[new_key] = _variant(definitions[key], "readOnly", (), marks, renamed)
    return RequestVariants(both, renamed)


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
    """The schema without required properties that carry `mark`, referring by `renamed`.

    `inherited` are the marked properties of the schemas around it.
    """
    if not isinstance(schema, dict) or _RELEVANT.isdisjoint(schema):
        return schema
    marked = inherited
    if not _MARKING.isdisjoint(schema):
        marked += tuple(_marked_properties(schema, mark, marks))
    variant: Schema = {}
    for word, value in schema.items():
        if word == "required" and isinstance(value, list):
            required = [name for name in value if name not in marked]
            if required:
                variant[word] = required
        elif word == "$ref" and isinstance(value, str):
            variant[word] = _renamed(value, renamed)
        elif word in WITH_SCHEMA:
            variant[word] = _variant(value, mark, (), marks, renamed)
        elif word in WITH_SCHEMA_MAP and isinstance(value, dict):
            variant[word] = {
                name: _variant(inner, mark, (), marks, renamed)
                for name, inner in value.items()
            }
        elif word in WITH_SCHEMA_LIST and isinstance(value, list):
            inner_marked = () if word == "prefixItems" else marked
            variant[word] = [
                _variant(inner, mark, inner_marked, marks, renamed) for inner in value
            ]
        else:
            variant[word] = value
    return variant


def _differs(schema: Json, inherited: tuple[str, ...], marks: _Marks) -> bool:
    """Whether some `required` in a schema names a marked property."""
    if not isinstance(schema, dict) or _RELEVANT.isdisjoint(schema):
        return False
    marked = inherited
    if not _MARKING.isdisjoint(schema):
        for mark in ("readOnly", "writeOnly"):
            marked += tuple(_marked_properties(schema, mark, marks))
    required = schema.get("required")
    if marked and isinstance(required, list):
        if not set(marked).isdisjoint(map(str, required)):
            return True
    return any(
        _differs(inner, marked if is_same_value else (), marks)
        for inner, is_same_value in _subschemas(schema)
    )


def _subschemas(schema: Schema) -> Iterator[tuple[Json, bool]]:
    """The schemas directly inside a schema, and whether they apply to the same value."""
    for word, value in schema.items():
        if word in WITH_SCHEMA:
            yield value, False
        elif word in WITH_SCHEMA_MAP and isinstance(value, dict):
            for inner in value.values():
                yield inner, False
        elif word in WITH_SCHEMA_LIST and isinstance(value, list):
            for inner in value:
                yield inner, word != "prefixItems"


def _marked_properties(schema: Schema, mark: str, marks: _Marks) -> Iterator[str]:
    """Properties of a schema, and of the schemas in its `allOf`, that carry `mark`."""
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


def _marks(definitions: dict[str, Json], tokens: Mapping[str, str]) -> _Marks:
    marks: dict[str, frozenset[str]] = {}
    for key, schema in definitions.items():
        if isinstance(schema, dict):
            own = {
                mark for mark in ("readOnly", "writeOnly") if schema.get(mark) is True
            }
            if own:
                marks[_START + tokens[key]] = frozenset(own)
    return marks


def _tokens(schema: Json) -> Iterator[str]:
    """The first tokens of all pointers in a schema."""
    if not isinstance(schema, dict) or _RELEVANT.isdisjoint(schema):
        return
    target = schema.get("$ref")
    if isinstance(target, str):
        yield _token(target)
    for inner, _ in _subschemas(schema):
        yield from _tokens(inner)


def _token(pointer: str) -> str:
    return pointer.removeprefix(_START).partition("/")[0]


def _renamed(pointer: str, renamed: Mapping[str, str]) -> str:
    first, slash, rest = pointer.removeprefix(_START).partition("/")
    return _START + renamed.get(first, first) + slash + rest
