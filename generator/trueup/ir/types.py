"""Types: a closed sum, one frozen class per kind.

Named types are `Declaration`s with a key; a `Ref` points at one, so recursion is
finite. Objects and enumerations are always declared, because every target has to name
them; so are unions of two or more variants. Every other type is written where it is
used.
"""

from __future__ import annotations

from enum import Enum as PyEnum
from typing import Final, TypeAlias

from msgspec import Struct

from ..json_values import Json
from ..schema_formats import Scalar
from .located import Located


class Absent(PyEnum):
    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""Stands for the absence of a value, where `None` is a value."""

Maybe: TypeAlias = "Json | Absent"


class Primitive(Struct, frozen=True):
    scalar: Scalar


class Literal(Struct, frozen=True):
    """One of a few constants: a single one, or of several JSON types.

    Those of an `enum` can grow, those of a `const` cannot.
    """

    values: tuple[bool | int | float | str | None, ...]
    can_grow: bool = False


class EnumMember(Struct, frozen=True):
    value: int | str
    hint: str  # the author's name, or the value as a string
    doc: str = ""


class Enum(Struct, frozen=True):
    """Named constants of one primitive type; decoders must accept unknown values."""

    scalar: Scalar  # STRING or INTEGER
    members: tuple[EnumMember, ...]


class Array(Struct, frozen=True):
    item: Type


class Tuple(Struct, frozen=True):
    """An array with exactly these items."""

    items: tuple[Type, ...]


class Map(Struct, frozen=True):
    """An object whose keys are data."""

    value: Type


class Access(PyEnum):
    BOTH = "both"
    READ = "read"  # only in responses
    WRITE = "write"  # only in requests


class Field(Located, frozen=True):
    name: str  # in JSON
    type: Type  # without null
    required: bool
    nullable: bool
    doc: str = ""
    deprecated: bool = False
    access: Access = Access.BOTH
    default: Maybe = ABSENT  # documented, never sent
    constant: Maybe = ABSENT  # the only valid value
    is_tag: bool = False  # the constant selects the variant of a union
    formats: tuple[str, ...] = ()  # each string of the value has one of them

    @property
    def has_constant_default(self) -> bool:
        """Whether a class supplies the value: of a tag, or of a required property that has
        only one. A request may omit it all the same, if it is read-only.
        """
        return self.is_tag or (
            self.required
            and not self.nullable
            and isinstance(self.type, Literal | Primitive)
            and isinstance(self.constant, str | int)
            and not (isinstance(self.constant, int) and self.constant.bit_length() > 63)
        )


class Object(Struct, frozen=True):
    fields: tuple[Field, ...]
    extra: Type | None = None  # type of further properties; None: ignored
    closed: bool = False  # further properties are invalid
    extra_formats: tuple[str, ...] = ()  # of strings in further properties


class Discriminator(Struct, frozen=True):
    """A property whose values select variants; `mapping` is by variant index."""

    name: str
    mapping: tuple[tuple[str, int], ...]
    default: int | None = None


class Union(Struct, frozen=True):
    """A union of non-null types; `Nullable` adds null."""

    variants: tuple[Type, ...]
    discriminator: Discriminator | None = None


class Nullable(Struct, frozen=True):
    """A type or null."""

    type: Type


class Ref(Struct, frozen=True):
    key: str  # of a `Declaration`


Type: TypeAlias = (
    "Primitive | Literal | Enum | Array | Tuple | Map | Object | Union | Nullable | Ref"
)

ANY: Final = Primitive(Scalar.ANY)
NULL: Final = Primitive(Scalar.NULL)


class Declaration(Located, frozen=True):
    """A type that needs a name.

    `hint` is the preferred name: one string for a schema that its author named, several
    for a nested one (outermost first).
    """

    key: str
    hint: tuple[str, ...]
    type: Type
    doc: str = ""
    deprecated: bool = False
    named: bool = False  # by its author
    schema: str | None = None  # pointer into `Api.schemas`
