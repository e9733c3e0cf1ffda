"""Fields for discriminators: a variant supplies the value by which it is selected.

A variant keeps only the properties that it declares. Without a field for the
discriminator, it would lose its value when it is serialized again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from .. import ir
from ..ir import Json
from ..ir.traversal import all_types
from ..pointers import definition_key
from .context import Context
from .declarations import ByKey, Draft

_Property: TypeAlias = "tuple[str, str]"
"""The key of a variant, and the name of its discriminator."""

_STRING = ir.Primitive(ir.Scalar.STRING)


class _Selection(Struct, frozen=True):
    """The values that select each variant; default variants also have unknown ones."""

    values: dict[_Property, dict[str, None]] = field(default_factory=dict)
    defaults: set[_Property] = field(default_factory=set)


def add_discriminator_fields(ctx: Context, draft: Draft) -> Draft:
    """Give the discriminator of each variant the type of its values.

    A schema that others include by `allOf` keeps its own type, since theirs are others.
    """
    selection = _Selection()
    keys = ctx.declarations.keys
    included = {keys.get(identity) for identity in ctx.inheritance.included}
    closed: dict[_Property, tuple[str, ...]] = {}
    for declaration in draft.declarations.values():
        for union in all_types(declaration.type):
            if isinstance(union, ir.Union) and union.discriminator is not None:
                _add_values(selection, union.variants, union.discriminator)
    changed = dict(draft.declarations)
    for (key, name), values in selection.values.items():
        type_ = changed[key].type
        if isinstance(type_, ir.Object):
            is_open = (key, name) in selection.defaults or key in included
            fields = _fields(draft.declarations, type_, name, [*values], is_open)
            changed[key] = replace(changed[key], type=replace(type_, fields=fields))
            if any(_is_closed(field_, name, values) for field_ in fields):
                closed[key, name] = tuple(values)
    return replace(draft, declarations=changed, discriminators=closed)


def _is_closed(field_: ir.Field, name: str, values: Iterable[str]) -> bool:
    return field_.name == name and field_.type == ir.Literal(tuple(values))


def restrict_discriminators(draft: Draft, definitions: dict[str, Json]) -> None:
    """Add the values to the schemas of variants, as their classes have them."""
    for (key, name), values in draft.discriminators.items():
        pointer = draft.declarations[key].schema or ""
        definition = definition_key(pointer)
        schema = definitions.get(definition)
        if isinstance(schema, dict) and pointer.count("/") == 2:
            properties = schema.get("properties")
            properties = properties if isinstance(properties, dict) else {}
            restricted = _restricted(properties.get(name), values)
            schema = {**schema, "properties": {**properties, name: restricted}}
            definitions[definition] = schema


def _restricted(schema: Json, values: Iterable[str]) -> Json:
    """The schema of a discriminator with its values, unless it is a constant already."""
    if not isinstance(schema, dict):
        return {"enum": [*values]}
    return schema if "const" in schema else {**schema, "enum": [*values]}


def _add_values(
    selection: _Selection,
    variants: tuple[ir.Type, ...],
    discriminator: ir.Discriminator,
) -> None:
    name = discriminator.name
    for value, index in discriminator.mapping:
        variant = variants[index]
        if isinstance(variant, ir.Ref):
            selection.values.setdefault((variant.key, name), {})[value] = None
    if discriminator.default is not None:
        variant = variants[discriminator.default]
        if isinstance(variant, ir.Ref):
            selection.defaults.add((variant.key, name))


def _fields(
    declarations: ByKey,
    type_: ir.Object,
    name: str,
    values: list[str],
    is_open: bool,
) -> tuple[ir.Field, ...]:
    """The fields of a variant, with the discriminator among them."""
    if all(declared.name != name for declared in type_.fields):
        if type_.closed:
            return type_.fields
        added = ir.Field(name, _STRING, required=False, nullable=False)
        return (_tag(declarations, added, values, is_open), *type_.fields)
    return tuple(
        (
            _tag(declarations, declared, values, is_open)
            if declared.name == name
            else declared
        )
        for declared in type_.fields
    )


def _tag(
    declarations: ByKey, declared: ir.Field, values: list[str], is_open: bool
) -> ir.Field:
    """The discriminator's field: closed, and with a default if one value is possible.

    With `is_open`, it may have any value.
    """
    if declared.nullable or not _has_strings(declarations, declared.type, values):
        return declared
    is_tag = len(values) == 1
    constant = values[0] if is_tag else declared.constant
    if is_open:
        if declared.type != _STRING:
            return declared
        return replace(declared, constant=constant, is_tag=is_tag)
    type_ = ir.Literal(tuple(values))
    return replace(declared, type=type_, constant=constant, is_tag=is_tag)


def _has_strings(declarations: ByKey, type_: ir.Type, values: Iterable[str]) -> bool:
    """Whether a type is one of strings, and lists those values if it lists any."""
    match type_:
        case ir.Ref(key):
            return _has_strings(declarations, declarations[key].type, values)
        case ir.Enum(scalar):
            return scalar is ir.Scalar.STRING
        case ir.Literal(listed):
            return set(values) <= set(listed)
        case _:
            return type_ == _STRING
