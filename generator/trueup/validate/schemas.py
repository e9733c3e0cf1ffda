"""Checks of `required` in schemas.

openapi-spec-validator has the same check, but takes seconds for a large description and
does not follow references.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from ..source import Node
from .messages import shorten
from .violation import SpecViolation

_NESTED = ("allOf", "anyOf", "oneOf")


def violations(
    spec: Spec, objects: Iterable[tuple[Node, ObjectKind]]
) -> Iterator[SpecViolation]:
    """Required properties that no part of an `allOf` defines."""
    schema = ObjectKind.SCHEMA
    for node, kind in objects:
        value = node.value
        if kind is schema and isinstance(value, dict):
            if "allOf" in value and "required" in value and not _is_nested(node):
                yield from _unknown_required(spec, node)


def _is_nested(node: Node) -> bool:
    """Whether it is part of another composition, which may define the property."""
    return bool(set(node.pointer[-2:]) & set(_NESTED))


def _unknown_required(spec: Spec, node: Node) -> Iterator[SpecViolation]:
    known = _properties(spec, node, set())
    required = node.get("required")
    if known is None or required is None:
        return
    for element in required.elements():
        name = element.value
        if isinstance(name, str) and name not in known:
            yield SpecViolation(
                node.document,
                element.pointer,
                f"property `{shorten(name)}` is required but not defined",
                "required",
                severity=Severity.WARNING,
                code="required-property-undefined",
            )


def _properties(spec: Spec, node: Node, seen: set[Node]) -> set[str] | None:
    """The names of all properties; None if a reference in the schema is unresolved."""
    end = spec.follow(node)
    if end is None:
        return None
    names: set[str] = set()
    for part in dict.fromkeys((node, end)):
        if part in seen:
            continue
        seen.add(part)
        properties = part.get("properties")
        if properties is not None:
            names.update(name for name, _ in properties.items())
        for keyword in _NESTED:
            branches = part.get(keyword)
            for branch in branches.elements() if branches is not None else ():
                inner = _properties(spec, branch, seen)
                if inner is None:
                    return None
                names |= inner
    return names
