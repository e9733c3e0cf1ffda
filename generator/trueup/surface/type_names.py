"""The meaning of the names in the types of a surface."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from .public_symbols import Surface
from .public_types import NamedType, PublicType


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
