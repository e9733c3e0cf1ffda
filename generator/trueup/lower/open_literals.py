"""Literals of enumerations in responses: a service may add values.

Such a literal becomes the primitive types of its values. A `const` stays as it is, and so
does a property that distinguishes the variants of a union.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from msgspec.structs import replace

from .. import ir
from ..graphs import reachable
from ..ir.traversal import all_types, referenced_keys, with_leaves
from .declarations import ByKey, Draft
from .usage import usage_of


def open_literals(draft: Draft) -> Draft:
    """Replace the literals that can grow, in all declarations but those of requests."""
    usage = usage_of(draft)
    edges = {
        key: tuple(referenced_keys(declared.type))
        for key, declared in draft.declarations.items()
    }
    in_responses = reachable(usage.in_responses, edges)
    request_only = reachable(usage.in_requests, edges) - in_responses
    selecting = frozenset(_selecting_properties(draft.declarations))
    declarations = {
        key: declared if key in request_only else _opened(declared, selecting)
        for key, declared in draft.declarations.items()
    }
    operations = tuple(map(_operation, draft.operations))
    webhooks = tuple(
        replace(webhook, contents=_contents(webhook.contents))
        for webhook in draft.webhooks
    )
    return replace(
        draft, operations=operations, declarations=declarations, webhooks=webhooks
    )


def _selecting_properties(declarations: ByKey) -> Iterator[tuple[str, str]]:
    """The declaration and the name of each property that selects the variant of a union."""
    for declared in declarations.values():
        for union in all_types(declared.type):
            if isinstance(union, ir.Union):
                yield from _of_union(declarations, union)


def _of_union(declarations: ByKey, union: ir.Union) -> Iterator[tuple[str, str]]:
    literals: dict[str, list[tuple[str, ir.Literal]]] = {}  # by property
    for variant in union.variants:
        for key in referenced_keys(variant):
            type_ = declarations[key].type
            for field in type_.fields if isinstance(type_, ir.Object) else ():
                if isinstance(field.type, ir.Literal):
                    literals.setdefault(field.name, []).append((key, field.type))
    tag = union.discriminator.name if union.discriminator is not None else None
    for name, declared in literals.items():
        if name == tag or len({literal.values for _, literal in declared}) > 1:
            yield from ((key, name) for key, _ in declared)


def _opened(
    declared: ir.Declaration, selecting: Set[tuple[str, str]]
) -> ir.Declaration:
    if not isinstance(declared.type, ir.Object):
        return replace(declared, type=_open(declared.type))
    fields = tuple(
        field if (declared.key, field.name) in selecting else _open_field(field)
        for field in declared.type.fields
    )
    extra = declared.type.extra
    type_ = replace(
        declared.type, fields=fields, extra=None if extra is None else _open(extra)
    )
    return replace(declared, type=type_)


def _open_field(field: ir.Field) -> ir.Field:
    """The field with an open type; its documentation lists the known values."""
    type_ = _open(field.type)
    if type_ is field.type:
        return field
    if not isinstance(field.type, ir.Literal):
        return replace(field, type=type_)
    values = ", ".join(f"`{_text(value)}`" for value in field.type.values)
    known = f"Known value{'s' if len(field.type.values) > 1 else ''}: {values}."
    doc = f"{field.doc}\n\n{known}" if field.doc else known
    return replace(field, type=type_, doc=doc)


def _text(value: bool | int | float | str | None) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _open(type_: ir.Type) -> ir.Type:
    if not any(map(_can_grow, all_types(type_))):
        return type_
    return with_leaves(type_, _primitives)


def _can_grow(type_: ir.Type) -> bool:
    return type(type_) is ir.Literal and type_.can_grow


def _primitives(leaf: ir.Type) -> ir.Type:
    """The primitive types of a literal's values."""
    if type(leaf) is not ir.Literal or not leaf.can_grow:
        return leaf
    has_floats = any(isinstance(value, float) for value in leaf.values)
    scalars = dict.fromkeys(_scalar(value, has_floats) for value in leaf.values)
    primitives = tuple(ir.Primitive(scalar) for scalar in scalars)
    return primitives[0] if len(primitives) == 1 else ir.Union(primitives)


def _scalar(value: bool | int | float | str | None, has_floats: bool) -> ir.Scalar:
    match value:
        case None:
            return ir.Scalar.NULL
        case bool():
            return ir.Scalar.BOOLEAN
        case str():
            return ir.Scalar.STRING
        case _:
            return ir.Scalar.NUMBER if has_floats else ir.Scalar.INTEGER


def _operation(operation: ir.Operation) -> ir.Operation:
    return replace(operation, responses=tuple(map(_response, operation.responses)))


def _response(response: ir.Response) -> ir.Response:
    headers = tuple(
        replace(header, type=_open(header.type)) for header in response.headers
    )
    contents = _contents(response.contents)
    return replace(response, headers=headers, contents=contents)


def _contents(contents: tuple[ir.Content, ...]) -> tuple[ir.Content, ...]:
    return tuple(
        replace(
            content,
            type=_open(content.type),
            item=None if content.item is None else _open(content.item),
        )
        for content in contents
    )
