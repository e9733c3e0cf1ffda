"""Tags that only a discriminator names: members that their variants do not declare.

A variant keeps what it declares, so without a member for its tag it would lose what
tells it from the others when it is written again. The member is optional, because the
variant's own schema does not ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from .. import ir
from .context import Context


def declare_tags(ctx: Context) -> None:
    """Gives variants of unions the tags that they have not."""
    tags: dict[tuple[str, str], dict[str, None]] = {}
    for declaration in ctx.finished.values():
        for union in _tagged(declaration.type):
            assert union.discriminator is not None
            for value, index in union.discriminator.mapping:
                variant = union.variants[index]
                if isinstance(variant, ir.Ref):
                    member = (variant.key, union.discriminator.name)
                    tags.setdefault(member, {})[value] = None
    for (key, name), values in tags.items():
        declaration = ctx.finished[key]
        type_ = declaration.type
        if isinstance(type_, ir.Object) and _loses(type_, name):
            tag = ir.Field(
                name, ir.Literal(tuple(values)), required=False, nullable=False
            )
            fields = (tag, *type_.fields)
            ctx.finished[key] = replace(declaration, type=replace(type_, fields=fields))


def _loses(type_: ir.Object, name: str) -> bool:
    """Whether readers of a type ignore a member."""
    is_declared = any(field.name == name for field in type_.fields)
    return not is_declared and type_.extra is None and not type_.closed


def _tagged(type_: ir.Type) -> Iterator[ir.Union]:
    match type_:
        case ir.Union(variants, discriminator):
            if discriminator is not None:
                yield type_
            for each in variants:
                yield from _tagged(each)
        case ir.Array(inner) | ir.Map(inner) | ir.Nullable(inner):
            yield from _tagged(inner)
        case ir.Tuple(items):
            for each in items:
                yield from _tagged(each)
        case ir.Object(fields, extra):
            for field in fields:
                if not isinstance(field.type, (ir.Primitive, ir.Ref)):
                    yield from _tagged(field.type)
            if extra is not None:
                yield from _tagged(extra)
        case _:
            return
