"""What values look like: a closed sum, one frozen class per kind.

Named types are `Declaration`s, found by key; a `Ref` points at one, so recursion
stays finite. Objects and enumerations always stand in a declaration of their own,
because every target has to name them; so do unions of two or more real variants.
Everything else stands where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum as PyEnum
from typing import Final, TypeAlias

from ..diagnostics import Place

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"


class Absent(PyEnum):
    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""Stands for "no value", where `None` is a value of its own."""

Maybe: TypeAlias = "Json | Absent"


class Scalar(PyEnum):
    """What a primitive holds, over and above its shape on the wire."""

    ANY = "any"
    NEVER = "never"
    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = (
        "decimal"  # a number or a numeric string, kept exact; see `Primitive.text`
    )
    STRING = "string"
    DATE_TIME = "date-time"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    BASE64 = "base64"  # bytes in a JSON string
    BINARY = "binary"  # bytes as they are: a body, a part


@dataclass(frozen=True, slots=True)
class Primitive:
    scalar: Scalar


@dataclass(frozen=True, slots=True)
class Literal:
    """One of a few constants, too few or too mixed to deserve an enumeration."""

    values: tuple[None | bool | int | float | str, ...]


@dataclass(frozen=True, slots=True)
class EnumMember:
    value: int | str
    hint: str  # the author's name for it, or the value as text
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Enum:
    """Named constants of one primitive type; readers must expect unknown ones."""

    scalar: Scalar  # STRING or INTEGER
    members: tuple[EnumMember, ...]


@dataclass(frozen=True, slots=True)
class Array:
    item: Type


@dataclass(frozen=True, slots=True)
class Tuple:
    """An array of exactly these items."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """An object whose member names are data."""

    value: Type


class Access(PyEnum):
    BOTH = "both"
    READ = "read"  # only ever received
    WRITE = "write"  # only ever sent


@dataclass(frozen=True, slots=True)
class Field:
    name: str  # on the wire
    type: Type  # without the null that `nullable` stands for
    required: bool
    nullable: bool
    doc: str = ""
    deprecated: bool = False
    access: Access = Access.BOTH
    default: Maybe = ABSENT  # documented; never sent
    constant: Maybe = ABSENT  # the only legal value
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Object:
    fields: tuple[Field, ...]
    extra: Type | None = None  # type of further members; None: readers ignore them
    closed: bool = False  # further members are refused


@dataclass(frozen=True, slots=True)
class Discriminator:
    """A member whose value names the variant: wire name, then value to variant index."""

    name: str
    mapping: tuple[tuple[str, int], ...]
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Union:
    """One of several types, null not among them: see `Nullable`."""

    variants: tuple[Type, ...]
    discriminator: Discriminator | None = None


@dataclass(frozen=True, slots=True)
class Nullable:
    """A type or null."""

    type: Type


@dataclass(frozen=True, slots=True)
class Ref:
    key: str  # of a `Declaration`


Type: TypeAlias = (
    "Primitive | Literal | Enum | Array | Tuple | Map | Object | Union | Nullable | Ref"
)

ANY: Final = Primitive(Scalar.ANY)
NULL: Final = Primitive(Scalar.NULL)


@dataclass(frozen=True, slots=True)
class Declaration:
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
    place: Place | None = field(default=None, compare=False)
