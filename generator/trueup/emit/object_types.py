"""Types that allow undeclared properties."""

from __future__ import annotations

from .. import ir


def takes_any_name(api: ir.Api, parameter: ir.Parameter) -> bool:
    """Whether the properties of a parameter are query parameters, and undeclared ones are
    allowed."""
    if parameter.location is not ir.Location.QUERY or parameter.media_type is not None:
        return False
    spread = parameter.explode and parameter.style is ir.Style.FORM
    return spread and _is_open(api, parameter.type)


def _is_open(api: ir.Api, type_: ir.Type) -> bool:
    match plain_type(api, type_):
        case ir.Map():
            return True
        case ir.Object(extra=extra):
            return extra is not None
        case ir.Union(variants):
            return any(_is_open(api, variant) for variant in variants)
        case _:
            return False


def plain_type(api: ir.Api, type_: ir.Type) -> ir.Type:
    """The type behind references, without null."""
    match type_:
        case ir.Ref(key):
            return plain_type(api, api.declaration(key).type)
        case ir.Nullable(inner):
            return plain_type(api, inner)
        case _:
            return type_
