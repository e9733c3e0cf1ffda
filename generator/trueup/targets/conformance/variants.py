"""Values of bodies with each named variant of a union: the body's, or a property's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ... import ir
from ...emit.object_types import plain_type
from . import values
from .decode_oracle import children_of
from .union_oracle import variant_of

Path: TypeAlias = "tuple[str | int, ...]"

MAX_VARIANTS = 20
"""Variants of one union that are sent, each in its own vector."""

_MAX_DEPTH = 6
"""Properties and items between a body and a union in it."""


def of_variants(
    api: ir.Api, content: ir.Content, direction: values.Direction, seen: set[object]
) -> Iterator[tuple[str, ir.Json]]:
    """(label, value) for each named variant of a union in a body.

    `seen` has the variants of properties so far: those that several bodies share are sent
    once.
    """
    whole = values.of_body(api, content, direction)
    for path, union in _unions(api, content.type, whole, ()):
        for variant in union.variants[:MAX_VARIANTS]:
            sample = values.of_variant(api, variant, direction)
            key = path[-1:], union, variant, direction
            if sample is ir.ABSENT or (path and key in seen):
                continue
            value = _replaced(whole, path, sample)
            if values.fits_body(api, content, value):
                seen.add(key)
                name = variant.key if isinstance(variant, ir.Ref) else ""
                yield " ".join((*map(str, path), "variant", name)), value


def _unions(
    api: ir.Api, type_: ir.Type, value: ir.Maybe, path: Path
) -> Iterator[tuple[Path, ir.Union]]:
    """The unions of a type, with their paths in a value; the first item of each list."""
    plain = plain_type(api, type_)
    if isinstance(plain, ir.Union):
        yield path, plain
        variant = None if value is ir.ABSENT else variant_of(api, plain, value)
        plain = ir.ANY if variant is None else plain_type(api, variant)
    if len(path) == _MAX_DEPTH or not isinstance(value, dict | list):
        return
    keys: list[str | int] = [*value] if isinstance(value, dict) else [0]
    for key, (inner, child) in zip(keys, children_of(plain, value), strict=False):
        yield from _unions(api, inner, child, (*path, key))


def _replaced(value: ir.Maybe, path: Path, part: ir.Json) -> ir.Json:
    """`value` with the part at a path replaced."""
    match value, path:
        case dict(), (str(key), *rest):
            return {**value, key: _replaced(value[key], tuple(rest), part)}
        case list(), (int(index), *rest):
            changed = _replaced(value[index], tuple(rest), part)
            return [*value[:index], changed, *value[index + 1 :]]
        case _:
            return part
