"""A value of an `enum` does not have the `type` of the schema.

Why: no value can satisfy both, so it can never be sent or received. In YAML it is often
an unquoted word or number that should be a string.

Bad:  `{type: string, enum: [1, 2]}`
Good: `{type: string, enum: ['1', '2']}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..source import Node
from .rule import Rule, Violation
from .traversal import objects

if TYPE_CHECKING:
    from ..resolve import Spec

_TYPED = (ObjectKind.SCHEMA, ObjectKind.ITEMS, ObjectKind.PARAMETER, ObjectKind.HEADER)
"""Kinds with an `enum`; in 2.0, parameters and headers have one of their own."""


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, *_TYPED):
        entries = schema.get("enum")
        types = [] if entries is None else _types(schema)
        if entries is None or not types:
            continue
        for entry in entries.elements():
            if not any(_is(entry.value, type_) for type_ in types):
                expected = " or ".join(f"`{type_}`" for type_ in types)
                yield Violation(
                    entry,
                    f"the value is {_name(entry.value)}, but the type is {expected}",
                    help=_help(entry, types),
                )


def _types(schema: Node) -> list[str]:
    node = schema.get("type")
    if node is None:
        return []
    values = node.value if isinstance(node.value, list) else [node.value]
    types = [value for value in values if isinstance(value, str)]
    # The `enum` of a nullable schema of OAS 3.0 lists null.
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
    return True  # unknown types are reported elsewhere


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


def _help(entry: Node, types: list[str]) -> str | None:
    is_scalar = isinstance(entry.value, (bool, int, float))
    return "quote it" if "string" in types and is_scalar else None


RULE = Rule(check, Severity.WARNING)
