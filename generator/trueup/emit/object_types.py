"""Types behind references, and types that allow undeclared properties."""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir


def takes_any_name(api: ir.Api, parameter: ir.Parameter) -> bool:
    """Whether the properties of a parameter are query parameters, and undeclared ones are
    allowed."""
    if parameter.location is not ir.Location.QUERY or parameter.media_type is not None:
        return False
    spread = parameter.explode and parameter.style is ir.Style.FORM
    return spread and any(map(_is_open, plain_variants(api, parameter.type)))


def _is_open(type_: ir.Type) -> bool:
    if isinstance(type_, ir.Object):
        return type_.extra is not None
    return isinstance(type_, ir.Map)


def plain_type(api: ir.Api, type_: ir.Type) -> ir.Type:
    """The type behind references, without null."""
    match type_:
        case ir.Ref(key):
            return plain_type(api, api.declaration(key).type)
        case ir.Nullable(inner):
            return plain_type(api, inner)
        case _:
            return type_


def plain_variants(api: ir.Api, type_: ir.Type) -> Iterator[ir.Type]:
    """The plain types of the variants of a union; of any other type, its own."""
    plain = plain_type(api, type_)
    if isinstance(plain, ir.Union):
        for variant in plain.variants:
            yield from plain_variants(api, variant)
    else:
        yield plain
