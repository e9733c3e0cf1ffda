"""A keyword has no effect on values of the schema's type.

Why: `minLength` applies to strings only. Often the type is wrong, or the keyword belongs
into `items`.

Bad:  `{type: array, items: {type: string}, pattern: '^a$'}`
Good: `{type: array, items: {type: string, pattern: '^a$'}}`
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import with_key

_NUMBER = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")

_KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "string": ("minLength", "maxLength", "pattern"),
    "integer": _NUMBER,
    "number": _NUMBER,
    "array": (
        "items",
        "prefixItems",
        "contains",
        "minItems",
        "maxItems",
        "uniqueItems",
    ),
    "object": (
        *("properties", "patternProperties", "additionalProperties"),
        *("minProperties", "maxProperties", "propertyNames", "dependentRequired"),
    ),
    "boolean": (),
    "null": (),
}

_OWNERS = {
    keyword: {type_ for type_, names in _KEYWORDS.items() if keyword in names}
    for names in _KEYWORDS.values()
    for keyword in names
}
"""Keyword → the types to which it applies."""


def _listed(types: Iterable[str]) -> str:
    return " or ".join(f"`{type_}`" for type_ in sorted(types))


def check(spec: Spec) -> Iterator[Violation]:
    for schema in with_key(spec, "type"):
        types = {schema.text("type")} | {str(t.value) for t in schema.elements("type")}
        types.discard("")
        if not types or not types.issubset(_KEYWORDS):
            continue
        value = schema.value if isinstance(schema.value, dict) else {}
        for name, inner in value.items():
            owners = _OWNERS.get(name) if inner is not False else None
            if owners is not None and types.isdisjoint(owners):
                yield Violation(
                    schema.key(name),
                    f"`{name}` has no effect on a value of type {_listed(types)}",
                    help=f"it applies to values of type {_listed(owners)}",
                )


RULE = Rule(check, Severity.WARNING)
