"""The alternatives of a union cannot be distinguished.

Why: a value of a `oneOf` must be valid for exactly one alternative, and the client takes
the first one that matches. Two objects without a discriminator, and without a required
property that only one of them has, match the same values.

Bad:  `oneOf: [{properties: {a: …}}, {properties: {b: …}}]`
Good: `oneOf: [{required: [a], properties: {a: …}}, {required: [b], properties: {b: …}}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from ..source import Node
from .rule import Rule, Violation
from .traversal import with_key
from .values import canonical


def _signature(spec: Spec, entry: Node) -> tuple[object, ...]:
    """The facts that distinguish an alternative; empty if it is not a plain schema of a type."""
    schema = spec.follow(entry)
    if schema is None or not isinstance(schema.value, dict):
        return ()
    if not _COMPOSED.isdisjoint(schema.value):
        return ()
    kind = schema.text("type") or ("object" if schema.get("properties") else "")
    if kind != "object":
        plain = schema.value.keys() <= {"type", "title", "description", "example"}
        return (kind,) if kind and plain and kind != "array" else ()
    required = {str(entry.value) for entry in schema.elements("required")}
    facts: set[tuple[str, str, str]] = set()
    for name, node in schema.items("properties"):
        property_ = spec.follow(node) or node
        fixed = property_.get("const") or property_.get("enum")
        if fixed is not None or name in required:
            value = canonical(fixed.value) if fixed is not None else ""
            facts.add((name, property_.text("type"), value))
    return (kind, frozenset(required), frozenset(facts))


_COMPOSED = frozenset({"$ref", "allOf", "anyOf", "const", "enum", "not", "oneOf"})


def check(spec: Spec) -> Iterator[Violation]:
    for schema in with_key(spec, "oneOf"):
        if schema.get("discriminator") is not None:
            continue
        seen: dict[tuple[object, ...], Node] = {}
        for entry in schema.elements("oneOf"):
            signature = _signature(spec, entry)
            first = seen.setdefault(signature, entry) if signature else entry
            if first is not entry:
                yield Violation(
                    entry,
                    "nothing distinguishes this alternative from another one",
                    help="add a discriminator, or required properties",
                    related=(("the other alternative", first),),
                )


RULE = Rule(check, Severity.WARNING)
