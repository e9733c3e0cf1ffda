"""Declarations that stand for nothing but each other, made finite."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from .. import ir
from .context import Context


def break_circles(ctx: Context) -> None:
    """Cuts each circle of references that passes no member, item or value.

    `A: oneOf [A, B]` is `B`; what is nothing but itself may be any value. Chains of
    references that stand for nothing else become short.
    """
    done: set[str] = set()
    for start in list(ctx.finished):
        trail: dict[str, Iterator[str]] = {}
        if start not in done:
            trail[start] = iter(tuple(_bare(ctx.finished[start].type)))
        while trail:
            key, edges = next(reversed(trail.items()))
            follower = next(edges, None)
            if follower is None:
                done.add(key)
                del trail[key]
            elif follower in trail:
                _cut(ctx, key, follower)
            elif follower in ctx.finished and follower not in done:
                trail[follower] = iter(tuple(_bare(ctx.finished[follower].type)))
    _shorten(ctx)


def _shorten(ctx: Context) -> None:
    """A reference to a reference leads where that one does, however many there are."""
    for start in ctx.finished:
        passed: list[str] = []
        at = start
        while at in ctx.finished and isinstance(type_ := ctx.finished[at].type, ir.Ref):
            passed.append(at)
            at = type_.key
        for key in passed[:-1]:
            ctx.finished[key] = replace(ctx.finished[key], type=ir.Ref(at))


def _bare(type_: ir.Type) -> Iterator[str]:
    match type_:
        case ir.Ref(key):
            yield key
        case ir.Nullable(inner):
            yield from _bare(inner)
        case ir.Union(variants):
            for each in variants:
                yield from _bare(each)
        case _:
            return


def _cut(ctx: Context, key: str, follower: str) -> None:
    declaration = ctx.finished[key]
    message = (
        f"`{'.'.join(declaration.hint)}` stands for itself here; that part is dropped"
    )
    ctx.warn("circular-alias", message, declaration.place)
    ctx.finished[key] = replace(declaration, type=_without(declaration.type, follower))


def _without(type_: ir.Type, key: str) -> ir.Type:
    if not isinstance(type_, ir.Union):
        return ir.ANY
    kept = tuple(each for each in type_.variants if key not in _bare(each))
    if len(kept) < 2:
        return kept[0] if kept else ir.ANY
    places = [index for index, each in enumerate(type_.variants) if each in kept]
    tag = type_.discriminator
    if tag is not None:
        mapping = tuple(
            (value, places.index(index))
            for value, index in tag.mapping
            if index in places
        )
        default = places.index(tag.default) if tag.default in places else None
        tag = ir.Discriminator(tag.name, mapping, default) if mapping else None
    return ir.Union(kept, tag)
