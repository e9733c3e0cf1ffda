"""Compare types: whether every value of one is a value of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from ..schema_formats import Scalar
from .public_symbols import Surface
from .public_types import (
    NONE,
    AnyOfType,
    ConstantsType,
    DictType,
    ListType,
    NamedType,
    OptionalType,
    PlainType,
    PublicType,
    TupleType,
    inner_public_types,
)

_MAX_COMPARISONS = 200_000
"""Pairs of types of two surfaces; further ones are only compared for equality."""

_NUMBERS = (Scalar.INTEGER.value, Scalar.NUMBER.value)

_NEVER = PlainType(Scalar.NEVER.value)

_JSON = tuple(
    scalar.value
    for scalar in (
        Scalar.ANY,
        Scalar.NULL,
        Scalar.BOOLEAN,
        Scalar.INTEGER,
        Scalar.NUMBER,
        Scalar.STRING,
    )
)
"""Scalars with the same values in Python as free-form JSON."""


class TypeRelation(Enum):
    """The relation of a new type to an old one."""

    SAME = "same"
    NARROWED = "narrowed"
    WIDENED = "widened"
    CHANGED = "changed"


class TypeNames(Struct, frozen=True):
    """The meaning of names in types: the type of an alias, the variants of a union, the
    values of an enumeration. `renamed` maps old names to new ones, for old types."""

    aliases: Mapping[str, PublicType]
    unions: Mapping[str, tuple[PublicType, ...]]
    enums: Mapping[str, tuple[int | str, ...]]
    exported: frozenset[str]
    renamed: Mapping[str, str] = {}

    @classmethod
    def of(cls, surface: Surface, renamed: Mapping[str, str] = {}) -> TypeNames:
        hidden = {alias.name for alias in surface.aliases if not alias.exported}
        names = {model.name for model in surface.models}
        names.update(union.name for union in surface.unions)
        names.update(enum.name for enum in surface.enums)
        names.update(alias.name for alias in surface.aliases)
        names -= hidden
        return cls(
            {alias.name: alias.type for alias in surface.aliases},
            {union.name: union.variants for union in surface.unions},
            {e.name: tuple(value for _, value in e.members) for e in surface.enums},
            frozenset(renamed.get(name, name) for name in names),
            renamed,
        )

    def new_name(self, name: str) -> str:
        return self.renamed.get(name, name)

    def definition(self, name: str) -> tuple[PublicType, ...]:
        """The alternatives of a union or an alias."""
        if name in self.aliases:
            return (self.aliases[name],)
        return self.unions.get(name, ())


_Pair: TypeAlias = tuple[bool, PublicType, PublicType]


class _Leaves(Struct, frozen=True):
    """The alternatives of a type: names, constants, and types that are not unions."""

    names: set[str]
    types: list[PublicType]
    constants: list[bool | int | float | str | None]


class TypeComparison:
    """Comparison of old and new types."""

    def __init__(self, old: TypeNames, new: TypeNames) -> None:
        self.old, self.new = old, new
        self.comparisons = 0
        # A pair in progress counts as accepted, since types may be recursive. What follows
        # from that is removed again if the pair is not accepted.
        self._results: dict[_Pair, bool] = {}
        self._accepted: list[_Pair] = []

    def relation(self, old: PublicType, new: PublicType) -> TypeRelation:
        is_narrower = self._accepts(old, new, is_old=True)
        is_wider = self._accepts(new, old, is_old=False)
        match is_narrower, is_wider:
            case True, True:
                return TypeRelation.SAME
            case True, False:
                return TypeRelation.NARROWED
            case False, True:
                return TypeRelation.WIDENED
            case _:
                return TypeRelation.CHANGED

    def _accepts(self, outer: PublicType, inner: PublicType, *, is_old: bool) -> bool:
        """Whether `outer`, an old type if `is_old`, has all values of `inner`."""
        pair = is_old, outer, inner
        if pair in self._results:
            return self._results[pair]
        if self.comparisons > _MAX_COMPARISONS:
            return outer == inner
        self.comparisons += 1
        position = len(self._accepted)
        self._accepted.append(pair)
        self._results[pair] = True
        if self._includes(outer, inner, is_old=is_old):
            return True
        for assumed in self._accepted[position:]:
            del self._results[assumed]
        del self._accepted[position:]
        self._results[pair] = False
        return False

    def _includes(self, outer: PublicType, inner: PublicType, *, is_old: bool) -> bool:
        outside, inside = (self.old, self.new) if is_old else (self.new, self.old)
        leaves = _leaves(outer, outside)
        pending, visited = [inner], set[str]()
        while pending:
            match pending.pop():
                case AnyOfType(variants):
                    pending += variants
                case OptionalType(present):
                    pending += (present, NONE)
                case NamedType(name):
                    if inside.new_name(name) in leaves.names or name in visited:
                        continue
                    visited.add(name)
                    variants = inside.definition(name)
                    values = inside.enums.get(name)
                    if variants:
                        pending += variants
                    elif not is_old and _has_any(leaves):
                        pass
                    elif values is None or not _include(leaves, values):
                        return False
                case ConstantsType(values):
                    if not _include(leaves, values):
                        return False
                case type_:
                    if not self._leaf_in(leaves, type_, is_old=is_old):
                        return False
        return True

    def _is_json_value(self, type_: PublicType) -> bool:
        """Whether values that were `Any` remain what they were in Python, without models
        and types such as `datetime`."""
        match type_:
            case PlainType(scalar):
                return scalar in _JSON
            case _:
                any_ = PlainType(Scalar.ANY.value)
                inner = inner_public_types(type_)
                return all(self._accepts(any_, i, is_old=True) for i in inner)

    def _leaf_in(self, leaves: _Leaves, inner: PublicType, *, is_old: bool) -> bool:
        if inner == _NEVER:
            return True
        for outer in leaves.types:
            match outer, inner:
                case PlainType(Scalar.ANY.value), _:
                    if not is_old or self._is_json_value(inner):
                        return True
                case PlainType(wide), PlainType(narrow):
                    if wide == narrow or (narrow, wide) == _NUMBERS:
                        return True
                case ListType(item), ListType(narrow_item):
                    if self._accepts(item, narrow_item, is_old=is_old):
                        return True
                case DictType(value), DictType(narrow_value):
                    if self._accepts(value, narrow_value, is_old=is_old):
                        return True
                case ListType(item), TupleType(items):
                    if all(self._accepts(item, i, is_old=is_old) for i in items):
                        return True
                case TupleType(items), TupleType(narrow_items):
                    if len(items) == len(narrow_items) and all(
                        self._accepts(a, b, is_old=is_old)
                        for a, b in zip(items, narrow_items, strict=True)
                    ):
                        return True
                case _:
                    pass
        return False


def _leaves(type_: PublicType, names: TypeNames) -> _Leaves:
    leaves = _Leaves(set(), [], [])
    pending, visited = [type_], set[str]()
    while pending:
        match pending.pop():
            case AnyOfType(variants):
                pending += variants
            case OptionalType(inner):
                pending += (inner, NONE)
            case NamedType(name) if name not in visited:
                visited.add(name)
                new_name = names.new_name(name)
                if new_name in names.exported:
                    leaves.names.add(new_name)
                pending += names.definition(name)
                leaves.constants.extend(names.enums.get(name, ()))
            case NamedType():
                pass
            case ConstantsType(values):
                leaves.constants.extend(values)
            case leaf:
                leaves.types.append(leaf)
    return leaves


def _has_any(leaves: _Leaves) -> bool:
    return PlainType(Scalar.ANY.value) in leaves.types


def _include(
    leaves: _Leaves, values: Iterable[bool | int | float | str | None]
) -> bool:
    """Whether constants are values of some alternative."""
    scalars = {t.scalar for t in leaves.types if isinstance(t, PlainType)}
    known = {(type(value), value) for value in leaves.constants}
    return all(
        (type(value), value) in known or not scalars.isdisjoint(_scalars_of(value))
        for value in values
    )


def _scalars_of(value: bool | int | float | str | None) -> tuple[str, ...]:
    """The scalars whose values include a constant."""
    scalars: tuple[Scalar, ...]
    match value:
        case None:
            scalars = (Scalar.NULL,)
        case bool():
            scalars = (Scalar.BOOLEAN,)
        case int():
            scalars = (Scalar.INTEGER, Scalar.NUMBER)
        case float():
            scalars = (Scalar.NUMBER,)
        case _:
            scalars = (Scalar.STRING,)
    return (*(scalar.value for scalar in scalars), Scalar.ANY.value)
