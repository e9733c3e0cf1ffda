"""The whole of an API."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from .operations import Group, Operation, Server
from .security import SecurityScheme
from .types import Declaration, Json
from .usage import Usage


class Api(Struct, frozen=True):
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

    by_key: Mapping[str, Declaration] = field(default_factory=dict)
    usage: Usage = Usage()

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(
            operation for group in self.groups for operation in group.operations
        )

    @property
    def common(self) -> Api:
        """What groups share: the API without its operations and the schemas' document.

        Files that are made of this and one group change with that group alone.
        """
        return replace(self, groups=(), schemas={}, usage=Usage())
