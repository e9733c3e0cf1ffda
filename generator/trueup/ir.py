"""The API as targets see it: frozen, closed, no words of OpenAPI, none of Python.

Named types are `Declaration`s, found by key; a `Ref` points at one, so recursion
stays finite. Objects and enumerations always stand in a declaration of their own,
because every target has to name them; so do unions of two or more real variants.
Everything else stands where it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum as PyEnum
from typing import Final, TypeAlias

from .diagnostics import Place

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"


class _Absent(PyEnum):
    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT
"""Stands for "no value", where `None` is a value of its own."""

Maybe: TypeAlias = "Json | _Absent"


# ---------------------------------------------------------------------- types


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
    prefix: tuple[Type, ...] = ()  # types of the first items, where they differ


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
    "Primitive | Literal | Enum | Array | Map | Object | Union | Nullable | Ref"
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


# ----------------------------------------------------------------- operations


@dataclass(frozen=True, slots=True)
class Example:
    """A documented value: `name` is the author's, or "example"."""

    name: str
    value: Json
    summary: str = ""
    place: Place | None = field(default=None, compare=False)


class Location(PyEnum):
    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"  # the whole query is one value


class Style(PyEnum):
    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    FORM = "form"
    SPACE = "spaceDelimited"
    PIPE = "pipeDelimited"
    TAB = "tsv"
    DEEP = "deepObject"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    location: Location
    type: Type
    required: bool
    style: Style
    explode: bool
    allow_reserved: bool = False
    media_type: str | None = None  # the value is a document of this type
    constant: Maybe = ABSENT  # sent without being asked for
    default: Maybe = ABSENT
    doc: str = ""
    deprecated: bool = False
    schema: str | None = None
    examples: tuple[Example, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Header:
    name: str
    type: Type
    required: bool
    explode: bool = False
    media_type: str | None = None
    doc: str = ""
    schema: str | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """How one member of a form travels."""

    name: str
    media_types: tuple[str, ...] = ()
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A body in one media type. `item` is set where it is a sequence read piece by piece."""

    media_type: str
    type: Type
    schema: str | None = None
    item: Type | None = None
    item_schema: str | None = None
    parts: tuple[Part, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    contents: tuple[Content, ...]
    required: bool
    doc: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Status:
    """A status (200), a range (first digit: 4), or every other status (both None)."""

    code: int | None = None
    range: int | None = None

    def __str__(self) -> str:
        if self.code is not None:
            return str(self.code)
        return "default" if self.range is None else f"{self.range}XX"


@dataclass(frozen=True, slots=True)
class Response:
    status: Status
    doc: str = ""
    headers: tuple[Header, ...] = ()
    contents: tuple[Content, ...] = ()
    success_flag: str | None = None  # pointer to a member that is false on failure
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One scheme that a call has to satisfy, with the scopes it needs."""

    scheme: str
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    url: str  # with `{variable}`s
    doc: str = ""
    variables: tuple[Variable, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    default: str
    choices: tuple[str, ...] = ()
    doc: str = ""


@dataclass(frozen=True, slots=True)
class JobControl:
    """What the call does to a long-running job, as far as its author says."""

    effect: str
    completion: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    id: str  # the author's, or one made of method and path
    id_given: bool
    method: str  # upper case
    path: str  # template, with `{name}`s
    group: str  # name of its `Group`
    summary: str = ""
    doc: str = ""
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[tuple[Requirement, ...], ...] = ()  # OR of ANDs; empty: none needed
    servers: tuple[Server, ...] = ()  # where they differ from the API's
    accept: str | None = None  # pinned by the author
    job: JobControl | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Operations that belong together; "" where the author made no groups."""

    name: str
    doc: str
    operations: tuple[Operation, ...]


# ------------------------------------------------------------------- security


@dataclass(frozen=True, slots=True)
class ApiKey:
    location: Location  # HEADER, QUERY or COOKIE
    name: str


@dataclass(frozen=True, slots=True)
class HttpAuth:
    scheme: str  # lower case: "basic", "bearer", …
    format: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    kind: str  # "implicit", "password", "client-credentials", "authorization-code", "device"
    authorization_url: str = ""
    token_url: str = ""
    refresh_url: str = ""
    scopes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OAuth2:
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class OpenIdConnect:
    url: str


@dataclass(frozen=True, slots=True)
class MutualTls:
    pass


Scheme: TypeAlias = "ApiKey | HttpAuth | OAuth2 | OpenIdConnect | MutualTls"


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    name: str
    scheme: Scheme
    doc: str = ""


# ------------------------------------------------------------------------ api


@dataclass(frozen=True, slots=True)
class Api:
    """`schemas` is one JSON Schema 2020-12 document; `schema` fields point into it."""

    title: str
    version: str
    doc: str
    servers: tuple[Server, ...]
    groups: tuple[Group, ...]
    declarations: tuple[Declaration, ...]
    security_schemes: tuple[SecurityScheme, ...]
    schemas: Mapping[str, Json]

    def declaration(self, key: str) -> Declaration:
        return self.by_key[key]

    by_key: Mapping[str, Declaration] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(
            operation for group in self.groups for operation in group.operations
        )
