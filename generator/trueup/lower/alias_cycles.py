"""Cycles of declarations that are only aliases of each other."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from .. import ir
from ..diagnostics import Report
from ..graphs import back_edges
from .declarations import Draft


def break_alias_cycles(draft: Draft, report: Report) -> Draft:
    """Break each cycle of references that passes no field, item or value.

    `A: oneOf [A, B]` becomes `B`; an alias of itself becomes `ANY`. Chains of aliases
    are shortened.
    """
    changed = dict(draft.declarations)
    edges = {key: tuple(_aliased(d.type)) for key, d in draft.declarations.items()}
    for key, target in back_edges(edges):
        changed[key] = _without_target(changed[key], target, report)
    _shorten_chains(changed)
    return replace(draft, declarations=changed)


def _shorten_chains(changed: dict[str, ir.Declaration]) -> None:
    """Let an alias of an alias refer to the end of the chain."""
    for start in changed:
        chain: list[str] = []
        end = start
        while end in changed and isinstance(type_ := changed[end].type, ir.Ref):
            chain.append(end)
            end = type_.key
        for key in chain[:-1]:
            changed[key] = replace(changed[key], type=ir.Ref(end))


def _aliased(type_: ir.Type) -> Iterator[str]:
    match type_:
        case ir.Ref(key):
            yield key
        case ir.Nullable(inner):
            yield from _aliased(inner)
        case ir.Union(variants):
            for variant in variants:
                yield from _aliased(variant)
        case _:
            return


def _without_target(
    declaration: ir.Declaration, target: str, report: Report
) -> ir.Declaration:
    name = ".".join(declaration.hint)
    message = f"`{name}` is an alias of itself; that alternative is ignored"
    report.warning("circular-alias", message, declaration.source_location)
    return replace(declaration, type=_without(declaration.type, target))


def _without(type_: ir.Type, target: str) -> ir.Type:
    if not isinstance(type_, ir.Union):
        return ir.ANY
    old_index = [
        index
        for index, variant in enumerate(type_.variants)
        if target not in _aliased(variant)
    ]
    variants = tuple(type_.variants[index] for index in old_index)
    if len(variants) < 2:
        return variants[0] if variants else ir.ANY
    new_index = {old: new for new, old in enumerate(old_index)}
    discriminator = type_.discriminator
    if discriminator is not None:
        mapping = tuple(
            (value, new_index[index])
            for value, index in discriminator.mapping
            if index in new_index
        )
        default = discriminator.default
        discriminator = replace(
            discriminator,
            mapping=mapping,
            default=None if default is None else new_index.get(default),
        )
        if not mapping:
            discriminator = None
    return ir.Union(variants, discriminator)
