"""A value of an `enum` does not have the `type` of the schema.

Why: no value can satisfy both, so it can never be sent or received. In YAML it is often
an unquoted word or number that should be a string.

Bad:  `{type: string, enum: [1, 2]}`
Good: `{type: string, enum: ['1', '2']}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..json_values import JSON_TYPES, has_json_type
from ..openapi import V20, V30, Version
from ..resolve import Spec
from ..source import Node
from .rule import Rule, Violation
from .traversal import with_key

_NULLABLE = {V20: "x-nullable", V30: "nullable"}


def _types(schema: Node, version: Version) -> list[str]:
    """The types of a schema; empty if one is unknown, which `validate` reports."""
    node = schema.get("type")
    if node is None:
        return []
    values = node.value if isinstance(node.value, list) else [node.value]
    types = [value for value in values if isinstance(value, str)]
    if len(types) < len(values) or not set(types).issubset(JSON_TYPES):
        return []
    return [*types, "null"] if schema.flag(_NULLABLE.get(version, "")) else types


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


def check(spec: Spec) -> Iterator[Violation]:
    for schema in with_key(spec, "enum"):
        types = _types(schema, spec.version)
        for entry in schema.elements("enum") if types else ():
            if not any(has_json_type(entry.value, type_) for type_ in types):
                expected = " or ".join(f"`{type_}`" for type_ in types)
                yield Violation(
                    entry,
                    f"the value is {_name(entry.value)}, but the type is {expected}",
                    help=_help(entry, types),
                )


RULE = Rule(check, Severity.ERROR)
