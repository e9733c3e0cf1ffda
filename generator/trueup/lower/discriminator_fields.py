"""Fields for discriminators that the variants of a union do not declare.

A variant keeps the properties that it declares. Without a field for the discriminator,
it would lose the value that selects it when it is serialized again. The field is
optional, because the variant's own schema does not require it.
"""

from __future__ import annotations

from msgspec.structs import replace

from .. import ir
from ..ir.traversal import all_types
from .declarations import Draft


def add_discriminator_fields(draft: Draft) -> Draft:
    """Declare the property of a discriminator in each variant that lacks it."""
    values: dict[tuple[str, str], dict[str, None]] = {}  # by variant and property
    for declaration in draft.declarations.values():
        for union in all_types(declaration.type):
            if not isinstance(union, ir.Union) or union.discriminator is None:
                continue
            for value, index in union.discriminator.mapping:
                variant = union.variants[index]
                if isinstance(variant, ir.Ref):
                    field = variant.key, union.discriminator.name
                    values.setdefault(field, {})[value] = None
    changed = dict(draft.declarations)
    for (key, name), constants in values.items():
        type_ = changed[key].type
        if isinstance(type_, ir.Object) and _drops(type_, name):
            literal = ir.Literal(tuple(constants))
            field_ = ir.Field(name, literal, required=False, nullable=False)
            type_ = replace(type_, fields=(field_, *type_.fields))
            changed[key] = replace(changed[key], type=type_)
    return replace(draft, declarations=changed)


def _drops(type_: ir.Object, name: str) -> bool:
    """Whether a decoder ignores the property."""
    is_declared = any(field.name == name for field in type_.fields)
    return not is_declared and type_.extra is None and not type_.closed
