"""Usage of declarations in requests, in responses and in forms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from .. import ir
from ..ir.traversal import (
    contents_in,
    referenced_keys,
    request_types,
    response_types,
    types_in,
)
from ..media_types import is_form
from .declarations import ByKey, Draft

BINARY = ir.Primitive(ir.Scalar.BINARY)


class Usage(Struct, frozen=True):
    """The declarations that operations refer to directly, and the schemas of requests."""

    in_requests: frozenset[str]
    in_responses: frozenset[str]
    request_schemas: frozenset[str]
    """Pointers to the schemas of parameters and request bodies."""


def usage_of(draft: Draft) -> Usage:
    """Collect the declarations of requests and responses. Webhooks are decoded, too."""
    in_requests: set[str] = set()
    in_responses: set[str] = set()
    schemas: set[str | None] = set()
    for operation in draft.operations:
        for type_, schema in request_types(operation):
            in_requests.update(referenced_keys(type_))
            schemas.add(schema)
        for type_, _ in response_types(operation):
            in_responses.update(referenced_keys(type_))
    for webhook in draft.webhooks:
        for type_, _ in types_in(webhook.contents):
            in_responses.update(referenced_keys(type_))
    pointers = frozenset(pointer for pointer in schemas if pointer is not None)
    return Usage(frozenset(in_requests), frozenset(in_responses), pointers)


def form_declarations(draft: Draft) -> frozenset[str]:
    """The declarations whose fields are parts of a form, and those of binary fields."""
    declarations = draft.declarations
    aliases = binary_aliases(declarations)
    keys: set[str] = set()
    senders = map(contents_in, draft.operations)
    receivers = (webhook.contents for webhook in draft.webhooks)
    for contents in chain(senders, receivers):
        for content in contents:
            if is_form(content.media_type):
                for key in _aliased(declarations, content.type, frozenset()):
                    keys.add(key)
                    keys.update(_binary_fields(declarations, key, aliases))
    return frozenset(keys)


def binary_aliases(declarations: ByKey) -> frozenset[str]:
    """The declarations of binary data."""
    return frozenset(
        key for key, declared in declarations.items() if declared.type == BINARY
    )


def _binary_fields(
    declarations: ByKey, form: str, aliases: frozenset[str]
) -> Iterator[str]:
    """The declarations of a form's fields that are binary data, or lists of it."""
    type_ = declarations[form].type
    for field in type_.fields if isinstance(type_, ir.Object) else ():
        for key in referenced_keys(field.type):
            if key in declarations and _is_binary(declarations[key].type, aliases):
                yield key


def _is_binary(type_: ir.Type, aliases: frozenset[str]) -> bool:
    """Whether all values of a type are binary data, or lists of it."""
    match type_:
        case ir.Ref(key):
            return key in aliases
        case ir.Nullable(inner) | ir.Array(inner):
            return _is_binary(inner, aliases)
        case ir.Union(variants):
            return all(_is_binary(variant, aliases) for variant in variants)
        case _:
            return type_ == BINARY


def _aliased(
    declarations: ByKey, type_: ir.Type, visited: frozenset[str]
) -> Iterator[str]:
    """The declarations that a value of the type is, through unions and aliases."""
    match type_:
        case ir.Ref(key) if key not in visited and key in declarations:
            yield key
            yield from _aliased(declarations, declarations[key].type, visited | {key})
        case ir.Nullable(inner):
            yield from _aliased(declarations, inner, visited)
        case ir.Union(variants):
            for variant in variants:
                yield from _aliased(declarations, variant, visited)
        case _:
            return
