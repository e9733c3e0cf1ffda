"""The meaning of the names in the types of a surface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct

from .public_symbols import Surface
from .public_types import (
    AnyOfType,
    ConstantsType,
    DictType,
    ListType,
    NamedType,
    OptionalType,
    PlainType,
    PublicType,
    TupleType,
    type_text,
)

_MAX_SHOWN = 50
"""Maximum number of aliases that one annotation replaces, since a surface may be a file of
anybody."""


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

    def in_new_names(self, type_: PublicType) -> PublicType:
        """The type; the new one if it is the name of a renamed symbol."""
        if isinstance(type_, NamedType):
            return NamedType(self.new_name(type_.name))
        return type_

    def annotation(self, type_: PublicType) -> str:
        """The annotation of a type, in which the types of aliases without a symbol stand in
        place of their names."""
        return type_text(self._shown(type_, [_MAX_SHOWN]))

    def _shown(self, type_: PublicType, left: list[int]) -> PublicType:
        match type_:
            case NamedType(name):
                definition = self.aliases.get(name)
                if definition is None or self.new_name(name) in self.exported:
                    return type_
                left[0] -= 1
                return type_ if left[0] < 0 else self._shown(definition, left)
            case PlainType() | ConstantsType():
                return type_
            case ListType(inner) | DictType(inner) | OptionalType(inner):
                return type(type_)(self._shown(inner, left))
            case TupleType(items) | AnyOfType(items):
                return type(type_)(tuple(self._shown(item, left) for item in items))
            case _:
                assert_never(type_)

    def is_class(self, type_: PublicType) -> bool:
        """Whether a type is the name of a class, not of other types or of values."""
        return isinstance(type_, NamedType) and not (
            type_.name in self.aliases
            or type_.name in self.unions
            or type_.name in self.enums
        )

    def definition(self, name: str) -> tuple[PublicType, ...]:
        """The alternatives of a union or an alias."""
        if name in self.aliases:
            return (self.aliases[name],)
        return self.unions.get(name, ())
