"""An API."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ..json_values import Json
from .operations import Group, Operation, Server, Webhook
from .security import SecurityScheme
from .types import Declaration


class License(Struct, frozen=True):
    """The license that a description states."""

    name: str
    identifier: str = ""  # an SPDX expression
    url: str = ""


class Api(Struct, frozen=True, eq=False):
    """`schemas` is one JSON Schema 2020-12 document; `schema` fields point into it."""

    title: str
    version: str
    doc: str
    servers: tuple[Server, ...]
    groups: tuple[Group, ...]
    declarations: tuple[Declaration, ...]
    security_schemes: tuple[SecurityScheme, ...]
    schemas: Mapping[str, Json]
    webhooks: tuple[Webhook, ...] = ()
    license: License | None = None

    def declaration(self, key: str) -> Declaration:
        return self.by_key[key]

    by_key: Mapping[str, Declaration] = field(default_factory=dict)

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(
            operation for group in self.groups for operation in group.operations
        )
