"""The public surface of a package: what its callers can name, and what it sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from .public_types import PublicType

Limits: TypeAlias = Mapping[str, bool | int | float | str]
"""Keyword of JSON Schema → its value: as JSON where it is not a scalar, and then the
beginning with a digest where it is long."""


class PublicParameter(Struct, frozen=True, omit_defaults=True):
    """`name` is the one in Python, "" for a constant; `wire` the one in HTTP, if it
    differs."""

    name: str
    location: str
    type: PublicType
    wire: str = ""
    required: bool = False
    serialization: str = ""
    deprecated: bool = False
    default: str = ""  # as JSON
    limits: Limits = {}

    @property
    def wire_name(self) -> str:
        return self.wire or self.name


class PublicContent(Struct, frozen=True, omit_defaults=True):
    media_type: str
    type: PublicType
    streams: bool = False
    limits: Limits = {}


class PublicBody(Struct, frozen=True, omit_defaults=True):
    contents: tuple[PublicContent, ...]
    required: bool = False


class PublicHeader(Struct, frozen=True, omit_defaults=True):
    name: str
    type: PublicType
    required: bool = False


class PublicResponse(Struct, frozen=True, omit_defaults=True):
    """`error` is the class that is raised, "" if the response is returned."""

    status: str
    error: str = ""
    contents: tuple[PublicContent, ...] = ()
    headers: tuple[PublicHeader, ...] = ()


Alternative: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Security schemes that a call has to satisfy together, with their scopes."""


class PublicOperation(Struct, frozen=True, omit_defaults=True):
    """`symbol` is `jobs.cancel`; `handler` the method of a server, such as `Jobs.cancel`."""

    symbol: str
    method: str
    path: str
    id: str = ""  # if the author gave one
    handler: str = ""
    parameters: tuple[PublicParameter, ...] = ()
    body: PublicBody | None = None
    responses: tuple[PublicResponse, ...] = ()
    security: tuple[Alternative, ...] = ()
    servers: tuple[str, ...] = ()
    deprecated: bool = False
    doc: str = ""  # a digest


class PublicProperty(Struct, frozen=True, omit_defaults=True):
    name: str
    type: PublicType
    wire: str = ""
    required: bool = False
    deprecated: bool = False
    default: str = ""  # as JSON
    limits: Limits = {}

    @property
    def wire_name(self) -> str:
        return self.wire or self.name


class PublicModel(Struct, frozen=True, omit_defaults=True):
    """`sent` and `received`: whether it is a part of requests, and of responses."""

    name: str
    properties: tuple[PublicProperty, ...]
    extra: PublicType | None = None
    closed: bool = False
    sent: bool = False
    received: bool = False
    deprecated: bool = False
    limits: Limits = {}
    doc: str = ""


class PublicEnum(Struct, frozen=True, omit_defaults=True):
    """`members` are (name in Python, value). `via` is the property or parameter that
    declares the values, if they have no name in the description."""

    name: str
    members: tuple[tuple[str, int | str], ...]
    via: str = ""
    sent: bool = False
    received: bool = False
    deprecated: bool = False
    doc: str = ""


class PublicUnion(Struct, frozen=True, omit_defaults=True):
    """`discriminator` is the property that selects a variant, `mapping` its values."""

    name: str
    variants: tuple[PublicType, ...]
    discriminator: str = ""
    mapping: tuple[tuple[str, int], ...] = ()
    sent: bool = False
    received: bool = False


class PublicAlias(Struct, frozen=True, omit_defaults=True):
    """Another name of a type; one that is not `exported` has no name in Python."""

    name: str
    type: PublicType
    exported: bool = False
    sent: bool = False
    received: bool = False
    limits: Limits = {}


class PublicError(Struct, frozen=True, omit_defaults=True):
    name: str
    status: str
    base: str = ""


class PublicScheme(Struct, frozen=True):
    """A security scheme: its name, and how credentials are sent."""

    name: str
    kind: str


class PublicWebhook(Struct, frozen=True):
    name: str
    contents: tuple[PublicContent, ...]


class Surface(Struct, frozen=True, omit_defaults=True):
    """The public surface of one package, of a given `format`."""

    format: int
    version: str  # of the API
    targets: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    schemes: tuple[PublicScheme, ...] = ()
    errors: tuple[PublicError, ...] = ()
    operations: tuple[PublicOperation, ...] = ()
    models: tuple[PublicModel, ...] = ()
    enums: tuple[PublicEnum, ...] = ()
    unions: tuple[PublicUnion, ...] = ()
    aliases: tuple[PublicAlias, ...] = ()
    webhooks: tuple[PublicWebhook, ...] = ()
