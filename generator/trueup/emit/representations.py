"""The Python representation of each declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import assert_never

from .. import ir
from ..graphs import back_edges
from ..ir.traversal import referenced_keys
from ..schema_formats import STRINGS


class Representation(Enum):
    """The representation of a declaration in Python."""

    STRUCT = "struct"  # class X(Model)
    OPEN = "open"  # class X(OpenModel): allows undeclared properties
    ENUM = "enum"  # class X(OpenStrEnum)
    UNION = "union"  # X = union(…): the runtime selects the variant
    ALIAS = "alias"  # X = list[Y]: expanded in annotations


def choose_representations(
    declarations: Sequence[ir.Declaration], by_key: Mapping[str, ir.Declaration]
) -> dict[str, Representation]:
    """The representation of every declaration, by key."""
    chosen = {d.key: _plain_representation(d.type) for d in declarations}
    aliases = {
        d.key: d.type for d in declarations if chosen[d.key] is Representation.ALIAS
    }
    edges = {key: tuple(referenced_keys(type_)) for key, type_ in aliases.items()}
    for _, key in back_edges(edges):  # an alias that refers to itself
        chosen[key] = Representation.UNION
    for key, type_ in aliases.items():
        if chosen[key] is Representation.ALIAS and _needs_union(type_, by_key, chosen):
            chosen[key] = Representation.UNION
    return chosen


def _plain_representation(type_: ir.Type) -> Representation:
    match type_:
        case ir.Enum():
            return Representation.ENUM
        case ir.Object(fields, extra):
            if not fields:
                return Representation.ALIAS
            plain = extra is None and _are_nameable(fields)
            return Representation.STRUCT if plain else Representation.OPEN
        case _:
            return Representation.ALIAS


_UNNAMEABLE = re.compile(r'["\\\x00-\x1f]')


def _are_nameable(fields: Iterable[ir.Field]) -> bool:
    """Whether a msgspec struct can have fields for properties with these names."""
    return _UNNAMEABLE.search(" ".join(field.name for field in fields)) is None


def _needs_union(
    type_: ir.Type,
    by_key: Mapping[str, ir.Declaration],
    chosen: Mapping[str, Representation],
) -> bool:
    """Whether msgspec cannot select the variants of `type_` by JSON type."""
    match type_:
        case ir.Nullable(inner):
            return _needs_union(inner, by_key, chosen)
        case ir.Union():
            slots = list(_slots(type_, by_key, chosen, {}))
            if "any" in slots:
                return False
            return len(slots) != len(set(slots)) or "opaque" in slots
        case _:
            return False


def _slots(
    type_: ir.Type,
    by_key: Mapping[str, ir.Declaration],
    chosen: Mapping[str, Representation],
    visits: dict[str, int],
) -> Iterator[str]:
    """The JSON types of a type; msgspec cannot distinguish variants with the same one.

    `visits` counts the visits of an alias: the second one makes its slots duplicates, and
    more would take exponential time in chains of aliases.
    """
    match type_:
        case ir.Ref(key):
            match chosen[key]:
                case Representation.STRUCT:
                    yield "object"
                case Representation.OPEN | Representation.UNION:
                    yield "opaque"
                case _:
                    visits[key] = visits.get(key, 0) + 1
                    if visits[key] <= 2:
                        yield from _slots(by_key[key].type, by_key, chosen, visits)
        case ir.Enum(scalar):
            yield "string" if scalar is ir.Scalar.STRING else "integer"
        case ir.Array() | ir.Tuple():
            yield "array"
        case ir.Map() | ir.Object():
            yield "object"
        case ir.Nullable(inner):
            yield from _slots(inner, by_key, chosen, visits)
        case ir.Union(variants):
            for variant in variants:
                yield from _slots(variant, by_key, chosen, visits)
        case ir.Literal(values):
            yield from dict.fromkeys(_constant_slot(v, values) for v in values)
        case ir.Primitive(scalar):
            yield _scalar_slot(scalar)
            if scalar is ir.Scalar.DECIMAL:
                yield "string"  # msgspec decodes decimals from both
            elif scalar is ir.Scalar.BASE64URL:
                yield "opaque"  # to msgspec, a class of the runtime
        case _:
            assert_never(type_)


def is_number(value: bool | int | float | str | None) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _constant_slot(value: object, values: tuple[object, ...]) -> str:
    if isinstance(value, str):
        return "string"
    # If one of the values is a float, the annotation of all numbers is `float`.
    has_floats = any(isinstance(constant, float) for constant in values)
    return "number" if has_floats and type(value) in (int, float) else "constant"


def _scalar_slot(scalar: ir.Scalar) -> str:
    if scalar in STRINGS:
        return "string"
    match scalar:
        case ir.Scalar.DECIMAL | ir.Scalar.NUMBER:
            return "number"
        case ir.Scalar.ANY | ir.Scalar.NEVER:
            return "any"
        case _:
            return str(scalar.value)
