"""Request and response variants of declarations, by `readOnly` and `writeOnly`.

A request cannot require a property that is read-only, nor a response one that is
write-only (OAS 3.0 section 4.7.24.2). Declarations for which that matters, and those
that refer to them, are split; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from .. import ir
from ..graphs import reachable, reversed_edges
from ..ir import Json
from ..ir.traversal import referenced_keys, with_leaves
from ..schemas.bundle import Bundling, definitions_of
from ..schemas.request_variants import RequestVariants, split_definitions
from .context import Context
from .declarations import ByKey, Declarations, Draft
from .discriminator_fields import restrict_discriminators
from .usage import Usage, usage_of


class _Split(Struct, frozen=True):
    """`request_keys` maps each split declaration to its request variant; those in
    `request_only` change in place, because no response has them."""

    changed: frozenset[str]
    request_keys: Mapping[str, str]
    request_only: frozenset[str]
    schemas: RequestVariants


def split_by_direction(ctx: Context, draft: Draft) -> tuple[Draft, dict[str, Json]]:
    """Split the declarations that differ by direction; return the definitions, too."""
    usage = usage_of(draft)
    definitions = definitions_of(Bundling(ctx.schemas, ctx.bundle, ctx.variants))
    restrict_discriminators(draft, definitions)
    schemas = split_definitions(definitions, usage.request_schemas)
    split = _split(ctx.declarations, draft.declarations, usage, schemas)
    declarations = _declarations(draft.declarations, split)
    operations = tuple(_operation(operation, split) for operation in draft.operations)
    return (
        replace(draft, operations=operations, declarations=declarations),
        schemas.definitions,
    )


def _split(
    names: Declarations, declarations: ByKey, usage: Usage, schemas: RequestVariants
) -> _Split:
    """Decide which declarations differ by direction."""
    edges = {
        key: tuple(referenced_keys(declared.type))
        for key, declared in declarations.items()
    }
    in_requests = reachable(usage.in_requests, edges)
    in_responses = reachable(usage.in_responses, edges)
    differing = (
        key for key, declared in declarations.items() if _differs(declared.type)
    )
    changed = reachable(differing, reversed_edges(edges))
    split = changed & in_requests & in_responses
    request_keys = {
        key: names.reserve(("input", key), _request_hint(declared))
        for key, declared in declarations.items()
        if key in split
    }
    request_only = frozenset(in_requests - in_responses)
    return _Split(frozenset(changed), request_keys, request_only, schemas)


def _declarations(declarations: ByKey, split: _Split) -> ByKey:
    """Change the declarations that differ, and add their request variants."""
    changed = dict(declarations)
    for key, declared in declarations.items():
        request_key = split.request_keys.get(key)
        if key in split.request_only:
            changed[key] = _request_variant(declared, split, keeps_read_only=True)
        elif key in split.changed:
            changed[key] = _response_variant(
                declared, keeps_write_only=request_key is None
            )
        if request_key is not None:
            variant = _request_variant(declared, split, keeps_read_only=False)
            changed[request_key] = replace(
                variant, key=request_key, hint=_request_hint(declared), named=False
            )
    return changed


def _operation(operation: ir.Operation, split: _Split) -> ir.Operation:
    """Let the parameters and the body refer to request variants."""
    if not split.request_keys and not split.schemas.renamed:
        return operation
    parameters = tuple(
        _parameter(parameter, split) for parameter in operation.parameters
    )
    body = operation.body
    if body is not None:
        contents = tuple(_content(content, split) for content in body.contents)
        body = replace(body, contents=contents)
    return replace(operation, parameters=parameters, body=body)


def _request_hint(declared: ir.Declaration) -> tuple[str, ...]:
    return (*declared.hint, "input")


def _differs(type_: ir.Type) -> bool:
    return isinstance(type_, ir.Object) and any(
        field.required
        and field.access is not ir.Access.BOTH
        and not _is_constant(field)
        for field in type_.fields
    )


def _is_constant(field: ir.Field) -> bool:
    return field.constant is not ir.ABSENT


def _request_variant(
    declared: ir.Declaration, split: _Split, *, keeps_read_only: bool
) -> ir.Declaration:
    """Without read-only fields, or with them as optional ones."""
    type_ = _referring(declared.type, split)
    if isinstance(type_, ir.Object):
        type_ = _restricted(type_, ir.Access.READ, is_kept=keeps_read_only)
    schema = split.schemas.request_pointer(declared.schema)
    return replace(declared, type=type_, schema=schema)


def _response_variant(
    declared: ir.Declaration, *, keeps_write_only: bool
) -> ir.Declaration:
    type_ = declared.type
    if not isinstance(type_, ir.Object):
        return declared
    restricted = _restricted(type_, ir.Access.WRITE, is_kept=keeps_write_only)
    return replace(declared, type=restricted)


def _restricted(type_: ir.Object, access: ir.Access, *, is_kept: bool) -> ir.Object:
    """Without the fields of that `access`, or, if `is_kept`, with them as optional."""
    fields: list[ir.Field] = []
    for field in type_.fields:
        if field.access is not access or _is_constant(field):
            fields.append(field)
        elif is_kept:
            fields.append(replace(field, required=False) if field.required else field)
    return replace(type_, fields=tuple(fields))


def _referring(type_: ir.Type, split: _Split) -> ir.Type:
    """The type with references to request variants."""
    keys = split.request_keys
    if all(key not in keys for key in referenced_keys(type_)):
        return type_

    def leaf(inner: ir.Type) -> ir.Type:
        if isinstance(inner, ir.Ref) and inner.key in keys:
            return ir.Ref(keys[inner.key])
        return inner

    return with_leaves(type_, leaf)


def _parameter(parameter: ir.Parameter, split: _Split) -> ir.Parameter:
    type_ = _referring(parameter.type, split)
    schema = split.schemas.request_pointer(parameter.schema)
    if type_ is parameter.type and schema == parameter.schema:
        return parameter
    return replace(parameter, type=type_, schema=schema)


def _content(content: ir.Content, split: _Split) -> ir.Content:
    request_pointer = split.schemas.request_pointer
    return replace(
        content,
        type=_referring(content.type, split),
        schema=request_pointer(content.schema),
        item=_referring(content.item, split) if content.item is not None else None,
        item_schema=request_pointer(content.item_schema),
    )
