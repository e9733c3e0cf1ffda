"""The properties of a form: their types, and how each is encoded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from ... import ir
from ...emit.object_types import plain_type
from .styles import Unspecified


class Form(Struct, frozen=True):
    """A form, with its properties and parts by name."""

    api: ir.Api
    content: ir.Content
    types: Mapping[str, ir.Type]
    undeclared: ir.Type
    parts: Mapping[str, ir.Part]

    def type_of(self, name: str) -> ir.Type:
        return self.types.get(name, self.undeclared)


def form_of(api: ir.Api, content: ir.Content) -> Form:
    parts = {part.name: part for part in reversed(content.parts)}
    return Form(api, content, *_property_types(api, content.type), parts)


def _property_types(
    api: ir.Api, type_: ir.Type
) -> tuple[Mapping[str, ir.Type], ir.Type]:
    """The types of the declared properties by name, and that of all others."""
    match plain_type(api, type_):
        case ir.Object(fields, extra):
            types = {field.name: field.type for field in reversed(fields)}
            return types, ir.ANY if extra is None else extra
        case ir.Map(inner):
            return {}, inner
        case ir.Union(variants):
            of_variants = [_property_types(api, variant) for variant in variants]
            names = dict.fromkeys(name for types, _ in of_variants for name in types)
            merged = {
                name: _first_typed(types.get(name, rest) for types, rest in of_variants)
                for name in names
            }
            return merged, _first_typed(rest for _, rest in of_variants)
        case _:
            return {}, ir.ANY


def _first_typed(types: Iterable[ir.Type]) -> ir.Type:
    return next((type_ for type_ in types if type_ != ir.ANY), ir.ANY)


def part_of(form: Form, name: str) -> ir.Part:
    return form.parts.get(name) or ir.Part(name)


def parameter_of(part: ir.Part, style: ir.Style) -> ir.Parameter:
    """A query parameter with the same serialization."""
    explode = style is ir.Style.FORM if part.explode is None else part.explode
    query = ir.Location.QUERY
    return ir.Parameter(
        part.name, query, ir.ANY, False, style, explode, part.allow_reserved
    )


def items_of(value: ir.Json) -> list[ir.Json]:
    """The values that are serialized separately: each item of a list."""
    items: list[ir.Json] = value if isinstance(value, list) else [value]
    if not items or None in items:
        raise Unspecified("an empty list and null are not sent")
    return items


def media_type_of(part: ir.Part, item: ir.Json) -> str | None:
    """The media type of an item; None for plain text, which does not need one."""
    if part.media_types:
        if "*" in part.media_types[0]:
            raise Unspecified("the media type of a range is not defined")
        return part.media_types[0]
    return "application/json" if isinstance(item, dict | list) else None
