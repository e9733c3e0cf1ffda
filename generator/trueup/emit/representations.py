"""The Python representation of each declaration; which unions msgspec decodes itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import assert_never

from .. import ir
from ..ir.traversal import referenced_keys
from ..schema_formats import STRINGS


class Representation(Enum):
    """What a declaration is in Python."""

    STRUCT = "struct"  # class X(Model)
    OPEN = "open"  # class X(OpenModel): declared and further members together
    ENUM = "enum"  # class X(OpenStrEnum)
    UNION = "union"  # X = union(…): a type that picks its variant itself
    ALIAS = "alias"  # X = list[Y]: written out wherever it is used


def choose_representations(
    declarations: Sequence[ir.Declaration], by_key: Mapping[str, ir.Declaration]
) -> dict[str, Representation]:
    """The representation of every declaration, by key."""
    found = {d.key: _plain_representation(d.type) for d in declarations}
    aliases = {
        d.key: d.type for d in declarations if found[d.key] is Representation.ALIAS
    }
    for key in _recursive(aliases):
        found[key] = Representation.UNION
    for declaration in declarations:
        if found[declaration.key] is Representation.ALIAS and _needs_union(
            declaration.type, by_key, found
        ):
            found[declaration.key] = Representation.UNION
    return found


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
    """Whether a msgspec struct can have members of those names on the wire."""
    return _UNNAMEABLE.search(" ".join(field.name for field in fields)) is None


def _recursive(aliases: Mapping[str, ir.Type]) -> set[str]:
    """Aliases that reach themselves without a class in between: they need a name at run time."""
    loops: set[str] = set()
    done: set[str] = set()
    path: list[str] = []
    stack: list[tuple[str, Iterator[str]]] = []

    def enter(key: str) -> None:
        path.append(key)
        stack.append((key, iter(referenced_keys(aliases[key]))))

    for start in aliases:
        if start not in done:
            enter(start)
        while stack:
            key, following = stack[-1]
            step = next(following, None)
            if step is None:
                stack.pop()
                path.pop()
                done.add(key)
            elif step in path:
                loops.add(step)
            elif step in aliases and step not in done:
                enter(step)
    return loops


def _needs_union(
    type_: ir.Type,
    by_key: Mapping[str, ir.Declaration],
    found: Mapping[str, Representation],
) -> bool:
    """Whether msgspec cannot tell the variants of `type_` apart by JSON type."""
    match type_:
        case ir.Nullable(inner):
            return _needs_union(inner, by_key, found)
        case ir.Union(variants):
            passed: dict[str, int] = {}
            slots = [
                slot
                for variant in variants
                for slot in _slots(variant, by_key, found, passed)
            ]
            if "any" in slots:
                return False
            return len(slots) != len(set(slots)) or "opaque" in slots
        case _:
            return False


def _slots(
    type_: ir.Type,
    by_key: Mapping[str, ir.Declaration],
    found: Mapping[str, Representation],
    passed: dict[str, int],
) -> Iterator[str]:
    """The JSON types that a variant takes; two variants with one slot need telling apart.

    `passed` counts how often an alias was gone into: twice tells all, and aliases that
    name each other would double with each.
    """
    match type_:
        case ir.Ref(key):
            match found[key]:
                case Representation.STRUCT:
                    yield "object"
                case Representation.OPEN | Representation.UNION:
                    yield "opaque"
                case Representation.ENUM | Representation.ALIAS if (
                    passed.get(key, 0) < 2
                ):
                    passed[key] = passed.get(key, 0) + 1
                    yield from _slots(by_key[key].type, by_key, found, passed)
                case Representation.ENUM | Representation.ALIAS:
                    return
        case ir.Enum(scalar):
            yield "string" if scalar is ir.Scalar.STRING else "integer"
        case ir.Array() | ir.Tuple():
            yield "array"
        case ir.Map() | ir.Object():
            yield "object"
        case ir.Nullable(inner):
            yield from _slots(inner, by_key, found, passed)
        case ir.Union(variants):
            for variant in variants:
                yield from _slots(variant, by_key, found, passed)
        case ir.Literal(values):
            yield from dict.fromkeys(_constant_slot(v, values) for v in values)
        case ir.Primitive(scalar):
            yield _scalar_slot(scalar)
            if scalar is ir.Scalar.DECIMAL:
                yield "string"  # msgspec reads decimals from both
        case _:
            assert_never(type_)


def is_number(value: bool | int | float | str | None) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _constant_slot(value: object, beside: tuple[object, ...]) -> str:
    if isinstance(value, str):
        return "string"
    # One float among them, and all numbers are written as `float`.
    is_float = any(isinstance(each, float) for each in beside)
    return "number" if is_float and type(value) in (int, float) else "constant"


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
