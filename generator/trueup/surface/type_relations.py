"""Compare types: whether every value of one is a value of another."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias

from msgspec import Struct, field

from ..schema_formats import Scalar
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
from .type_names import TypeNames

MAX_STEPS = 500_000
"""Maximum number of names, constants and pairs of types that the comparison of two
surfaces visits; further types are only compared for equality."""

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


_Pair: TypeAlias = tuple[bool, PublicType, PublicType]

_Constant: TypeAlias = "bool | int | float | str | None"


class _Leaves(Struct, frozen=True):
    """The alternatives of a type: names, constants, scalars, and lists or mappings."""

    names: set[str] = field(default_factory=set)
    scalars: set[str] = field(default_factory=set)
    containers: list[PublicType] = field(default_factory=list)
    constants: set[tuple[type[object], _Constant]] = field(default_factory=set)

    @property
    def has_any(self) -> bool:
        return Scalar.ANY.value in self.scalars

    def add_constants(self, values: Iterable[_Constant]) -> None:
        self.constants.update((type(value), value) for value in values)

    def include(self, values: Iterable[_Constant]) -> bool:
        """Whether constants are values of some alternative."""
        return all(
            (type(value), value) in self.constants
            or not self.scalars.isdisjoint(_scalars_of(value))
            for value in values
        )


class Budget(Struct):
    """The number of steps that a comparison has left."""

    steps: int

    @property
    def is_spent(self) -> bool:
        return self.steps <= 0

    def spend(self, steps: int = 1) -> bool:
        """Count steps; False if there were not enough left."""
        self.steps -= steps
        return self.steps >= 0


class TypeComparison:
    """Comparison of old and new types."""

    def __init__(
        self, old: TypeNames, new: TypeNames, budget: Budget | None = None
    ) -> None:
        self.old, self.new = old, new
        self.budget = Budget(MAX_STEPS) if budget is None else budget
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
        is_within_budget = self.budget.spend()
        if pair in self._results:
            return self._results[pair]
        if not is_within_budget:
            return outer == inner
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
        leaves = _leaves(outer, outside, self.budget)
        pending, visited = [inner], set[str]()
        while pending:
            if not self.budget.spend():
                return outer == inner
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
                    elif not is_old and leaves.has_any:
                        pass
                    elif values is None:
                        return False
                    else:
                        pending.append(ConstantsType(values))
                case ConstantsType(values):
                    self.budget.spend(len(values))
                    if not leaves.include(values):
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
        if leaves.has_any and (not is_old or self._is_json_value(inner)):
            return True
        if isinstance(inner, PlainType):
            narrow, wide = _NUMBERS
            is_integer = inner.scalar == narrow
            return inner.scalar in leaves.scalars or (
                is_integer and wide in leaves.scalars
            )
        for outer in leaves.containers:
            match outer, inner:
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


def _leaves(type_: PublicType, names: TypeNames, budget: Budget) -> _Leaves:
    """The alternatives of a type; not all of them if the budget is spent."""
    leaves = _Leaves()
    pending, visited = [type_], set[str]()
    while pending and budget.spend():
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
                pending.append(ConstantsType(names.enums.get(name, ())))
            case NamedType():
                pass
            case ConstantsType(values):
                budget.spend(len(values))
                leaves.add_constants(values)
            case PlainType(scalar):
                leaves.scalars.add(scalar)
            case leaf:
                leaves.containers.append(leaf)
    return leaves


def _scalars_of(value: _Constant) -> tuple[str, ...]:
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
