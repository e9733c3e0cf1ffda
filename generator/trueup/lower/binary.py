"""Binary data: raw bytes in bodies and parts of forms. In JSON, `binary` is a string."""

from __future__ import annotations

from collections.abc import Set

from msgspec.structs import replace

from .. import ir
from ..ir.traversal import all_types, with_leaves
from ..media_types import is_json
from .declarations import Draft
from .usage import BINARY, binary_aliases, form_declarations

_STRING = ir.Primitive(ir.Scalar.STRING)


def restrict_binary(draft: Draft) -> Draft:
    """Replace binary data by strings, except in bodies and in fields of forms."""
    forms = form_declarations(draft)
    aliases = binary_aliases(draft.declarations)
    declarations = {
        key: (
            declared
            if key in forms or key in aliases
            else replace(declared, type=_with_strings(declared.type, aliases))
        )
        for key, declared in draft.declarations.items()
    }
    operations = tuple(_operation(operation, aliases) for operation in draft.operations)
    webhooks = tuple(
        replace(webhook, contents=_contents(webhook.contents, aliases))
        for webhook in draft.webhooks
    )
    return replace(
        draft, operations=operations, declarations=declarations, webhooks=webhooks
    )


def _operation(operation: ir.Operation, aliases: Set[str]) -> ir.Operation:
    body = operation.body
    return replace(
        operation,
        parameters=tuple(
            replace(parameter, type=_with_strings(parameter.type, aliases))
            for parameter in operation.parameters
        ),
        body=(
            replace(body, contents=_contents(body.contents, aliases)) if body else None
        ),
        responses=tuple(
            replace(response, contents=_contents(response.contents, aliases))
            for response in operation.responses
        ),
    )


def _is_binary(type_: ir.Type, aliases: Set[str]) -> bool:
    return type_ == BINARY or (isinstance(type_, ir.Ref) and type_.key in aliases)


def _with_strings(type_: ir.Type, aliases: Set[str]) -> ir.Type:
    if not any(_is_binary(inner, aliases) for inner in all_types(type_)):
        return type_
    return with_leaves(
        type_, lambda leaf: _STRING if _is_binary(leaf, aliases) else leaf
    )


def _contents(
    contents: tuple[ir.Content, ...], aliases: Set[str]
) -> tuple[ir.Content, ...]:
    """Replace binary data in JSON documents; other media types can contain bytes."""
    return tuple(
        (
            replace(content, type=_with_strings(content.type, aliases))
            if is_json(content.media_type)
            else content
        )
        for content in contents
    )
