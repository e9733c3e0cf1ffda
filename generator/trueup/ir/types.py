"""What values look like: a closed sum, one frozen class per kind.

Named types are `Declaration`s, found by key; a `Ref` points at one, so recursion
stays finite. Objects and enumerations always stand in a declaration of their own,
because every target has to name them; so do unions of two or more real variants.
Everything else stands where it is used.
"""

from __future__ import annotations

from enum import Enum as PyEnum
from typing import Final, TypeAlias

from msgspec import Struct

from ..schema_formats import Scalar
from .placed import Placed

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Absent(PyEnum):
    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""Stands for "no value", where `None` is a value of its own."""

Maybe: TypeAlias = "Json | Absent"


class Primitive(Struct, frozen=True):
    scalar: Scalar


class Literal(Struct, frozen=True):
    """One of a few constants, too few or too mixed to deserve an enumeration."""

    values: tuple[bool | int | float | str | None, ...]


class EnumMember(Struct, frozen=True):
    value: int | str
    hint: str  # the author's name for it, or the value as text
    doc: str = ""


class Enum(Struct, frozen=True):
    """Named constants of one primitive type; readers must expect unknown ones."""

    scalar: Scalar  # STRING or INTEGER
    members: tuple[EnumMember, ...]


class Array(Struct, frozen=True):
    item: Type


class Tuple(Struct, frozen=True):
    """An array of exactly these items."""

    items: tuple[Type, ...]


class Map(Struct, frozen=True):
    """An object whose member names are data."""

    value: Type


class Access(PyEnum):
    BOTH = "both"
    READ = "read"  # only ever received
    WRITE = "write"  # only ever sent


class Field(Placed, frozen=True):
    name: str  # on the wire
    type: Type  # without the null that `nullable` stands for
    required: bool
    nullable: bool
    doc: str = ""
    deprecated: bool = False
    access: Access = Access.BOTH
    default: Maybe = ABSENT  # documented; never sent
    constant: Maybe = ABSENT  # the only legal value


class Object(Struct, frozen=True):
    fields: tuple[Field, ...]
    extra: Type | None = None  # type of further members; None: readers ignore them
    closed: bool = False  # further members are refused


class Discriminator(Struct, frozen=True):
    """A member whose value names the variant: wire name, then value to variant index."""

    name: str
    mapping: tuple[tuple[str, int], ...]
    default: int | None = None


class Union(Struct, frozen=True):
    """One of several types, null not among them: see `Nullable`."""

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


class Declaration(Placed, frozen=True):
    """A type that needs a name.

    `hint` is what it wants to be called: one string for a schema that its author
    named, several for one that stands inside others (outermost first).
    """

    key: str
    hint: tuple[str, ...]
    type: Type
    doc: str = ""
    deprecated: bool = False
    named: bool = False  # by the author
    schema: str | None = None  # pointer into `Api.schemas`
    samples: tuple[Json, ...] = ()  # documented examples
