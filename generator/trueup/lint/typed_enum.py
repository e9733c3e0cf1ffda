"""A value of an `enum` is not of the `type` that stands beside it.

Why: no value can satisfy both, so the entry can never be sent or received. In YAML it
is often a word that was read as something else, or a number without its quotes.

Bad:  `{type: string, enum: [1, 2]}`
Good: `{type: string, enum: ['1', '2']}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..source import Node
from ..structure import Kind
from .rule import Finding, Rule
from .walking import objects

if TYPE_CHECKING:
    from ..resolve import Spec

_TYPED = (Kind.SCHEMA, Kind.ITEMS, Kind.PARAMETER, Kind.HEADER)
"""In 2.0, parameters and headers are schemas themselves."""


def check(spec: Spec) -> Iterator[Finding]:
    for schema in objects(spec, *_TYPED):
        entries = schema.get("enum")
        types = [] if entries is None else _types(schema)
        if entries is None or not types:
            continue
        for entry in entries.elements():
            if not any(_is(entry.value, type_) for type_ in types):
                wanted = " or ".join(f"`{type_}`" for type_ in types)
                yield Finding(
                    entry,
                    f"the value is {_name(entry.value)}, and the type is {wanted}",
                    help=_quoting(entry, types),
                )


def _types(schema: Node) -> list[str]:
    found = schema.get("type")
    if found is None:
        return []
    value = found.value if isinstance(found.value, list) else [found.value]
    types = [one for one in value if isinstance(one, str)]
    # OAS 3.0: a nullable schema lists null among its values.
    nullable = schema.flag("nullable") or schema.flag("x-nullable")
    return [*types, "null"] if nullable and types else types


def _is(value: object, type_: str) -> bool:
    match type_:
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            if isinstance(value, float):  # JSON Schema: 1.0 is an integer
                return value.is_integer()
            return _is_number(value)
        case "number":
            return _is_number(value)
        case "string":
            return isinstance(value, str)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
    return True  # a type that does not exist is another finding


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _name(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
    return "an object"


def _quoting(entry: Node, types: list[str]) -> str | None:
    is_scalar = isinstance(entry.value, (bool, int, float))
    return "put it in quotes" if "string" in types and is_scalar else None


RULE = Rule(check, Severity.WARNING)
