"""Operations, with their parameters, bodies and responses."""

from __future__ import annotations

from enum import Enum as PyEnum

from msgspec import Struct

from ..json_values import Json
from .located import Located
from .types import ABSENT, Maybe, Type


class Example(Located, frozen=True):
    """A documented value; its `name` is the author's, or "example"."""

    name: str
    value: Json
    summary: str = ""


class Location(PyEnum):
    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"  # the whole query string

    __hash__ = object.__hash__  # members are singletons

    @property
    def default_style(self) -> Style:
        is_simple = self in (Location.PATH, Location.HEADER)
        return Style.SIMPLE if is_simple else Style.FORM


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


class Header(Struct, frozen=True):
    name: str
    type: Type
    required: bool
    explode: bool = False
    media_type: str | None = None
    constant: Maybe = ABSENT  # of a part: always sent
    doc: str = ""
    deprecated: bool = False
    schema: str | None = None
    examples: tuple[Example, ...] = ()


class Part(Struct, frozen=True):
    """How a field of a form is serialized."""

    name: str
    media_types: tuple[str, ...] = ()
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    headers: tuple[Header, ...] = ()


class Parameter(Located, frozen=True):
    name: str
    location: Location
    type: Type
    required: bool
    style: Style
    explode: bool
    allow_reserved: bool = False
    media_type: str | None = None  # the value is a document in it
    constant: Maybe = ABSENT  # always sent
    default: Maybe = ABSENT
    doc: str = ""
    deprecated: bool = False
    schema: str | None = None
    examples: tuple[Example, ...] = ()
    parts: tuple[Part, ...] = ()  # if the value is a form
    formats: tuple[str, ...] = ()  # each string of the value has one of them


class Content(Struct, frozen=True):
    """A body in one media type; `item` is set if it is decoded item by item."""

    media_type: str
    type: Type
    schema: str | None = None
    item: Type | None = None
    item_schema: str | None = None
    parts: tuple[Part, ...] = ()
    examples: tuple[Example, ...] = ()
    has_json_data: bool = False  # of events: the property `data` is JSON in a string
    formats: tuple[str, ...] = ()  # each string of the value has one of them


class Body(Located, frozen=True):
    contents: tuple[Content, ...]
    required: bool
    doc: str = ""


class Status(Struct, frozen=True):
    """A status code (200), a class (4 for `4XX`), or the default (both None)."""

    code: int | None = None
    range: int | None = None

    def __str__(self) -> str:
        if self.code is not None:
            return str(self.code)
        return "default" if self.range is None else f"{self.range}XX"


class Link(Struct, frozen=True):
    """A Link Object: values of a response that are parameters of another operation."""

    operation_id: str  # "" if the target is named by method and path
    method: str = ""
    path: str = ""
    parameters: tuple[tuple[str, Json], ...] = ()


class Response(Located, frozen=True):
    status: Status
    doc: str = ""
    headers: tuple[Header, ...] = ()
    contents: tuple[Content, ...] = ()
    links: tuple[Link, ...] = ()
    success_flag: str | None = None  # pointer to a field that is false on failure


class Webhook(Located, frozen=True):
    """A webhook: a request that the service sends. Only its body is represented."""

    name: str
    method: str
    contents: tuple[Content, ...]
    id: str = ""  # its `operationId`
    doc: str = ""
    tags: tuple[str, ...] = ()


class Requirement(Struct, frozen=True):
    """A security scheme that a call has to satisfy, with the scopes it needs."""

    scheme: str
    scopes: tuple[str, ...] = ()


class Server(Struct, frozen=True):
    url: str  # template, with `{variable}`s
    doc: str = ""
    variables: tuple[Variable, ...] = ()


class Variable(Struct, frozen=True):
    name: str
    default: str
    choices: tuple[str, ...] = ()
    doc: str = ""


class JobControl(Struct, frozen=True):
    """The documented effect of a call on a long-running job."""

    effect: str
    completion: str
    facts: tuple[tuple[str, str], ...] = ()


class Operation(Located, frozen=True):
    id: str  # the author's, or made from method and path
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
    servers: tuple[Server, ...] = ()  # if they differ from the API's
    accept: str | None = None  # pinned by the author
    tags: tuple[str, ...] = ()  # the first one is the group
    job: JobControl | None = None


class Group(Struct, frozen=True):
    """Operations with the same first tag; "" without one."""

    name: str
    doc: str
    operations: tuple[Operation, ...]
