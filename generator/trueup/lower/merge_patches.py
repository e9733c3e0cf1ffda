"""Bodies of `application/merge-patch+json`: null removes a property (RFC 7396).

In such a body every property may be null, although its schema refuses it. Items of arrays are
not merged, so they stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from .. import ir
from ..graphs import reachable
from ..ir import Json
from ..ir.traversal import referenced_keys, request_types, response_types, types_in
from ..media_types import MERGE_PATCH, essence
from ..schemas.patch_variants import PatchVariants, patch_definitions
from .context import Context
from .declarations import Declarations, Draft


class _Patches(Struct, frozen=True):
    """`keys` maps each declaration to its variant in a patch, or to itself."""

    keys: Mapping[str, str]
    schemas: PatchVariants


def add_merge_patches(
    ctx: Context, draft: Draft, definitions: dict[str, Json]
) -> tuple[Draft, dict[str, Json]]:
    """Let every property in merge patches be null; return the definitions, too."""
    contents = [content for o in draft.operations for content in _patch_contents(o)]
    if not contents:
        return draft, definitions
    keys = _variant_keys(ctx.declarations, draft, contents)
    pointers = [content.schema for content in contents if content.schema is not None]
    patches = _Patches(keys, patch_definitions(definitions, pointers))
    declarations = dict(draft.declarations)
    for key, new_key in keys.items():
        declared = draft.declarations[key]
        type_ = _patched(declared.type, patches)
        schema = patches.schemas.pointer(declared.schema)
        changed = replace(declared, key=new_key, type=type_, schema=schema)
        if new_key != key:
            changed = replace(changed, hint=_hint(declared), named=False)
        declarations[new_key] = changed
    operations = tuple(_operation(operation, patches) for operation in draft.operations)
    draft = replace(draft, operations=operations, declarations=declarations)
    return draft, patches.schemas.definitions


def _patch_contents(operation: ir.Operation) -> Iterator[ir.Content]:
    for content in operation.body.contents if operation.body is not None else ():
        if essence(content.media_type) == MERGE_PATCH:
            yield content


def _operation(operation: ir.Operation, patches: _Patches) -> ir.Operation:
    if operation.body is None or not any(_patch_contents(operation)):
        return operation
    contents = tuple(
        (
            replace(
                content,
                type=_patched(content.type, patches),
                schema=patches.schemas.pointer(content.schema),
            )
            if essence(content.media_type) == MERGE_PATCH
            else content
        )
        for content in operation.body.contents
    )
    return replace(operation, body=replace(operation.body, contents=contents))


# ------------------------------------------------------------------------- declarations


def _variant_keys(
    names: Declarations, draft: Draft, contents: list[ir.Content]
) -> dict[str, str]:
    """The declarations that differ in a patch. One that is used nowhere else keeps its
    key."""
    declarations = draft.declarations
    edges = {key: [*_merged_keys(d.type)] for key, d in declarations.items()}
    merged = reachable((k for c in contents for k in _merged_keys(c.type)), edges)
    objects = {key for key in merged if isinstance(declarations[key].type, ir.Object)}
    referring = {key: [k for k in edges[key] if k in merged] for key in merged}
    changed = {key for key in merged if reachable((key,), referring) & objects}
    elsewhere = _used_elsewhere(draft, contents)
    return {
        key: (
            names.reserve(("patch", key), _hint(declarations[key]))
            if key in elsewhere
            else key
        )
        for key in declarations
        if key in changed
    }


def _used_elsewhere(draft: Draft, contents: list[ir.Content]) -> set[str]:
    """The declarations that are used in other ways, or by nothing."""
    declarations = draft.declarations
    types: list[ir.Type] = []
    for operation in draft.operations:
        own = [content.type for content in _patch_contents(operation)]
        types += [t for t, _ in request_types(operation) if t not in own]
        types += [t for t, _ in response_types(operation)]
    for webhook in draft.webhooks:
        types += [type_ for type_, _ in types_in(webhook.contents)]
    edges = {key: [*referenced_keys(d.type)] for key, d in declarations.items()}
    in_patches = reachable(
        (key for content in contents for key in referenced_keys(content.type)), edges
    )
    # Items of arrays are not merged.
    starts = [key for type_ in types for key in referenced_keys(type_)]
    starts += [key for key in declarations if key not in in_patches]
    starts += [key for c in contents for key in _unmerged_keys(c.type)]
    starts += [key for k in in_patches for key in _unmerged_keys(declarations[k].type)]
    return reachable(starts, edges)


def _merged_keys(type_: ir.Type) -> Iterator[str]:
    """The declarations of values that are merged: not of those inside arrays."""
    match type_:
        case ir.Ref(key):
            yield key
        case ir.Nullable(inner) | ir.Map(inner):
            yield from _merged_keys(inner)
        case ir.Union(variants):
            for variant in variants:
                yield from _merged_keys(variant)
        case ir.Object(fields, extra):
            for field in fields:
                yield from _merged_keys(field.type)
            if extra is not None:
                yield from _merged_keys(extra)
        case _:
            return


def _unmerged_keys(type_: ir.Type) -> Iterator[str]:
    merged = set(_merged_keys(type_))
    yield from (key for key in referenced_keys(type_) if key not in merged)


def _hint(declared: ir.Declaration) -> tuple[str, ...]:
    hint = declared.hint
    return (*(hint[:-1] if hint[-1] == "input" else hint), "patch")


def _patched(type_: ir.Type, patches: _Patches) -> ir.Type:
    match type_:
        case ir.Ref(key):
            return ir.Ref(patches.keys.get(key, key))
        case ir.Nullable(inner):
            return ir.Nullable(_patched(inner, patches))
        case ir.Map(inner):
            return ir.Map(_nullable(inner, patches))
        case ir.Union(variants, discriminator):
            return ir.Union(
                tuple(_patched(v, patches) for v in variants), discriminator
            )
        case ir.Object(fields, extra):
            return replace(
                type_,
                fields=tuple(_patched_field(field, patches) for field in fields),
                extra=None if extra is None else _nullable(extra, patches),
            )
        case _:
            return type_


def _nullable(type_: ir.Type, patches: _Patches) -> ir.Type:
    patched = _patched(type_, patches)
    return patched if patched == ir.ANY else ir.Nullable(patched)


def _patched_field(field: ir.Field, patches: _Patches) -> ir.Field:
    if field.is_tag:
        return field
    return replace(field, type=_patched(field.type, patches), nullable=True)
