"""Compare the models, enumerations, unions and aliases of two surfaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from .caller_changes import (
    BecameOptional,
    BecameRequired,
    CallerChange,
    DiscriminatorChanged,
    DocumentationChanged,
    Impact,
    KindChanged,
    LimitChanged,
    SymbolAdded,
    SymbolDeprecated,
    SymbolRemoved,
    SymbolRenamed,
    TypeChanged,
    ValueGained,
    ValueLost,
    VariantGained,
    VariantLost,
)
from .public_symbols import (
    PublicAlias,
    PublicEnum,
    PublicModel,
    PublicProperty,
    PublicUnion,
    Surface,
)
from .type_impact import Direction, compare_defaults, compare_limits, compare_types
from .type_relations import TypeComparison
from .variant_matching import unmatched_variants

S = TypeVar("S", PublicModel, PublicEnum, PublicUnion, PublicAlias)


def compare_declarations(
    old: Surface, new: Surface, types: TypeComparison, renamed: Mapping[str, str]
) -> Iterator[CallerChange]:
    """All changes of the symbols in `models`."""
    comparison = _Declarations(types)
    before, after = _exported(old), _exported(new)
    for name, what in before.items():
        kind = after.get(renamed.get(name, name))
        if kind is None:
            yield SymbolRemoved(Impact.BREAKING, f"models.{name}", what)
        elif kind != what:
            yield KindChanged(Impact.BREAKING, f"models.{name}", what, kind)
        elif name in renamed:
            symbols = f"models.{name}", f"models.{renamed[name]}"
            yield SymbolRenamed(Impact.BREAKING, symbols[0], what, symbols[1])
    names = {renamed.get(name, name) for name in before}
    for name, what in after.items():
        if name not in names:
            yield SymbolAdded(Impact.COMPATIBLE, f"models.{name}", what)
    for model, new_model in _pairs(old.models, new.models, renamed):
        yield from comparison.model(model, new_model)
    for enum, new_enum in _pairs(old.enums, new.enums, renamed):
        yield from comparison.enum(enum, new_enum)
    for union, new_union in _pairs(old.unions, new.unions, renamed):
        yield from comparison.union(union, new_union)
    for alias, new_alias in _pairs(old.aliases, new.aliases, renamed):
        if alias.exported and new_alias.exported:
            yield from comparison.alias(alias, new_alias)


def _exported(surface: Surface) -> dict[str, str]:
    """Name → kind of the symbols in `models`."""
    return {
        **{model.name: "model" for model in surface.models},
        **{enum.name: "enumeration" for enum in surface.enums},
        **{union.name: "union" for union in surface.unions},
        **{alias.name: "alias" for alias in surface.aliases if alias.exported},
    }


def _pairs(
    old: tuple[S, ...], new: tuple[S, ...], renamed: Mapping[str, str]
) -> Iterator[tuple[S, S]]:
    by_name = {symbol.name: symbol for symbol in new}
    for symbol in old:
        same = by_name.get(renamed.get(symbol.name, symbol.name))
        if same is not None:
            yield symbol, same


def _direction(old: S, new: S) -> Direction:
    """A new use of a type is a change of its own."""
    sent, received = old.sent and new.sent, old.received and new.received
    return Direction(sent or not received, received or not sent)


class _Declarations(Struct, frozen=True):
    types: TypeComparison

    def model(self, old: PublicModel, new: PublicModel) -> Iterator[CallerChange]:
        direction, symbol = _direction(old, new), f"models.{new.name}"
        before = {p.wire_name: p for p in old.properties}
        after = {p.wire_name: p for p in new.properties}
        for wire, known in before.items():
            if wire not in after:
                yield SymbolRemoved(
                    Impact.BREAKING, f"{symbol}.{known.name}", "property"
                )
            else:
                yield from self._property(symbol, known, after[wire], direction)
        for wire, added in after.items():
            if wire not in before:
                is_breaking = added.required and direction.sent
                impact = Impact.BREAKING if is_breaking else Impact.COMPATIBLE
                name = f"{symbol}.{added.name}"
                yield SymbolAdded(impact, name, "property", "", is_breaking)
        yield from self._further_properties(symbol, old, new, direction)
        yield from compare_limits(symbol, direction, old.limits, new.limits)
        if new.deprecated and not old.deprecated:
            yield SymbolDeprecated(Impact.DOCUMENTATION, symbol)
        if old.doc != new.doc:
            yield DocumentationChanged(Impact.DOCUMENTATION, symbol)

    def _property(
        self,
        model: str,
        old: PublicProperty,
        new: PublicProperty,
        direction: Direction,
    ) -> Iterator[CallerChange]:
        symbol = f"{model}.{new.name}"
        if old.name != new.name:
            before = f"{model}.{old.name}"
            yield SymbolRenamed(Impact.BREAKING, before, "property", symbol)
        if new.required and not old.required:
            impact = Impact.BREAKING if direction.sent else Impact.COMPATIBLE
            yield BecameRequired(impact, symbol)
        elif old.required and not new.required:
            impact = Impact.BREAKING if direction.received else Impact.COMPATIBLE
            yield BecameOptional(impact, symbol)
        differing = compare_types(old.type, new.type, self.types, direction)
        if differing is not None:
            impact, relation, *texts = differing
            yield TypeChanged(impact, symbol, relation, *texts)
        if differing is None:
            yield from compare_limits(symbol, direction, old.limits, new.limits)
        yield from compare_defaults(symbol, direction, old.default, new.default)
        if new.deprecated and not old.deprecated:
            yield SymbolDeprecated(Impact.DOCUMENTATION, symbol)

    def _further_properties(
        self, symbol: str, old: PublicModel, new: PublicModel, direction: Direction
    ) -> Iterator[CallerChange]:
        """`additionalProperties`: their type, and whether they are allowed."""
        name = f"{symbol}.additional_properties"
        if old.extra is not None and new.extra is not None:
            differing = compare_types(old.extra, new.extra, self.types, direction)
            if differing is not None:
                impact, relation, *texts = differing
                yield TypeChanged(impact, name, relation, *texts)
        elif old.extra is not None:
            yield SymbolRemoved(Impact.BREAKING, name, "property")
        elif new.extra is not None:
            yield SymbolAdded(Impact.COMPATIBLE, name, "property")
        if old.closed is not new.closed:
            impact = Impact.COMPATIBLE
            if direction.sent if new.closed else direction.received:
                impact = Impact.POSSIBLY_BREAKING
            before, after = ("false" if m.closed else "" for m in (old, new))
            keyword = "additionalProperties"
            yield LimitChanged(impact, symbol, keyword, before, after, new.closed)

    def enum(self, old: PublicEnum, new: PublicEnum) -> Iterator[CallerChange]:
        direction = _direction(old, new)
        symbol = new.via or f"models.{new.name}"
        before = {value: name for name, value in old.members}
        after = {value: name for name, value in new.members}
        for value, name in before.items():
            constant = f"{new.name}.{name}"
            if value not in after:
                yield ValueLost(Impact.BREAKING, symbol, value, constant)
            elif after[value] != name:
                names = f"models.{constant}", f"models.{new.name}.{after[value]}"
                yield SymbolRenamed(Impact.BREAKING, names[0], "value", names[1])
        for value, name in after.items():
            if value not in before:
                impact = Impact.COMPATIBLE
                if direction.received:
                    impact = Impact.POSSIBLY_BREAKING
                yield ValueGained(impact, symbol, value, f"{new.name}.{name}")
        if new.deprecated and not old.deprecated:
            yield SymbolDeprecated(Impact.DOCUMENTATION, symbol)
        if old.doc != new.doc:
            yield DocumentationChanged(Impact.DOCUMENTATION, f"models.{new.name}")

    def union(self, old: PublicUnion, new: PublicUnion) -> Iterator[CallerChange]:
        direction, symbol = _direction(old, new), f"models.{new.name}"
        variants = old.variants, new.variants
        for lost in unmatched_variants(*variants, self.types, is_old=True):
            impact = Impact.BREAKING if direction.sent else Impact.COMPATIBLE
            yield VariantLost(impact, symbol, self.types.old.annotation(lost))
        for gained in unmatched_variants(*variants[::-1], self.types, is_old=False):
            impact = Impact.COMPATIBLE
            if direction.received:
                impact = Impact.POSSIBLY_BREAKING
            yield VariantGained(impact, symbol, self.types.new.annotation(gained))
        if old.discriminator != new.discriminator:
            is_added = not old.discriminator
            impact = Impact.COMPATIBLE if is_added else Impact.POSSIBLY_BREAKING
            yield DiscriminatorChanged(impact, symbol)
        elif _tags(old) - _tags(new):
            yield DiscriminatorChanged(Impact.POSSIBLY_BREAKING, symbol)

    def alias(self, old: PublicAlias, new: PublicAlias) -> Iterator[CallerChange]:
        direction, symbol = _direction(old, new), f"models.{new.name}"
        differing = compare_types(old.type, new.type, self.types, direction)
        if differing is not None:
            impact, relation, *texts = differing
            yield TypeChanged(impact, symbol, relation, *texts)
        yield from compare_limits(symbol, direction, old.limits, new.limits)


def _tags(union: PublicUnion) -> set[str]:
    """The values of the discriminator that select a variant."""
    return {v for v, index in union.mapping if 0 <= index < len(union.variants)}
