"""JSON values and JSON schemas as types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeAlias

from msgspec import Struct

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Schema: TypeAlias = "bool | dict[str, Json]"


class SchemaError(Struct, frozen=True):
    """One error of a value: its location (RFC 6901 pointer) and a message."""

    pointer: str
    message: str


class SchemaLookup(Protocol):
    """Schemas by JSON pointer, and validation by one of them."""

    def at(self, pointer: str) -> Schema: ...
    def resolved(self, schema: Schema) -> dict[str, Json]: ...
    def target(self, pointer: str) -> str: ...
    def is_valid_part(self, pointer: str, value: Json) -> bool | None: ...
    def is_valid_by(
        self, schema: dict[str, Json], name: str, value: Json
    ) -> bool | None: ...
    def is_plain(self, pointer: str) -> bool: ...
    def listed_errors(
        self, schema: dict[str, Json], name: str, value: Json
    ) -> list[tuple[list[str | int], str]]: ...
    def properties_at(self, pointer: str) -> tuple[tuple[str, str], ...]: ...


def references_in(value: Json) -> Iterator[str]:
    """Every local reference in a schema."""
    match value:
        case dict():
            target = value.get("$ref")
            if isinstance(target, str) and target.startswith("#"):
                yield target
            for member in value.values():
                yield from references_in(member)
        case list():
            for item in value:
                yield from references_in(item)
        case _:
            return


def members_of_both(
    first: Mapping[str, Json], second: Mapping[str, Json]
) -> dict[str, Json]:
    """`properties` and `required` that both schemas have, together."""
    merged: dict[str, Json] = {}
    named, more = first.get("properties"), second.get("properties")
    if isinstance(named, dict) and isinstance(more, dict):
        merged["properties"] = {**named, **more}
    needed, further = first.get("required"), second.get("required")
    if isinstance(needed, list) and isinstance(further, list):
        merged["required"] = [*needed, *(n for n in further if n not in needed)]
    return merged
