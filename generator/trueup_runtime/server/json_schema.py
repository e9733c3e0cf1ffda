"""JSON values and JSON schemas as types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Schema: TypeAlias = "bool | dict[str, Json]"


class SchemaLookup(Protocol):
    """Schemas by JSON pointer, and validation by one of them."""

    def at(self, pointer: str) -> Schema: ...
    def resolved(self, schema: Schema) -> dict[str, Json]: ...
    def target(self, pointer: str) -> str: ...
    def is_valid_part(self, pointer: str, value: Json) -> bool | None: ...
    def is_valid_by(
        self, schema: dict[str, Json], name: str, value: Json
    ) -> bool | None: ...
    def messages(self, schema: dict[str, Json], value: Json) -> Iterator[str]: ...
