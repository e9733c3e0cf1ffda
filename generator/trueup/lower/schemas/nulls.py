"""Whether a schema accepts null by saying so; what says nothing does not count."""

from __future__ import annotations

from ...resolve import Node
from ..context import Context, Identity
from .shape import Shape, gather, kinds
from .values import named_values


def accepts_null(ctx: Context, shape: Shape) -> bool:
    """Whether null is named among what `shape` accepts: by type, value or variant.

    A schema that is null and nothing else is a type of its own, not a nullable one.
    """
    if shape.is_nullable is not None:
        return shape.is_nullable
    if shape.never or shape.broken or _is_refused(kinds(ctx, shape)):
        shape.is_nullable = False
        return False
    cache = ctx.caches.setdefault("nulls", {})
    identity: Identity = tuple(part.identity for part in shape.parts)
    identity += ("-", *sorted(shape.spent, key=str)) if shape.spent else ()
    known = cache.get(identity)
    if known is not None:
        return known is True
    cache[identity] = False  # a union that leads back to itself adds nothing
    cache[identity] = shape.is_nullable = _accepts(ctx, shape)
    return shape.is_nullable


def _is_refused(said: list[str] | None) -> bool:
    return said is not None and ("null" not in said or said == ["null"])


def _accepts(ctx: Context, shape: Shape) -> bool:
    values = named_values(ctx, shape)
    if values is not None:
        return None in values and len(values) > 1
    if kinds(ctx, shape) is not None:
        return True
    return any(
        _offers(ctx, variant) for union in shape.unions for variant in union.elements()
    )


def _offers(ctx: Context, variant: Node) -> bool:
    shape = gather(ctx, (variant,))
    return (
        kinds(ctx, shape) == ["null"]
        or _only_null(ctx, shape)
        or accepts_null(ctx, shape)
    )


def _only_null(ctx: Context, shape: Shape) -> bool:
    return named_values(ctx, shape) == [None]
