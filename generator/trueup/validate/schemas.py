"""Checks of `required` and `default` in schemas.

openapi-spec-validator has the same checks, but takes seconds for a large description and
does not follow references.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics import Severity
from ..json_values import JSON_TYPES, Json, has_json_type
from ..openapi import V31, ObjectKind
from ..resolve import Spec
from ..source import Node
from .messages import shorten
from .violation import SpecViolation

_NESTED = ("allOf", "anyOf", "oneOf")


def violations(
    spec: Spec, objects: Iterable[tuple[Node, ObjectKind]]
) -> Iterator[SpecViolation]:
    """Required properties that no part of an `allOf` defines, and invalid defaults."""
    schema = ObjectKind.SCHEMA
    for node, kind in objects:
        value = node.value
        if kind is schema and isinstance(value, dict):
            if "allOf" in value and "required" in value and not _is_nested(node):
                yield from _unknown_required(spec, node)
            if "default" in value:
                yield from _default(spec, node, value)


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


def _default(
    spec: Spec, node: Node, schema: dict[str, Json]
) -> Iterator[SpecViolation]:
    value = schema["default"]
    types = schema.get("type")
    allowed = types if isinstance(types, list) else [types]
    if value is None and schema.get("nullable") is True and spec.version < V31:
        return
    if types is not None and not any(_has_type(value, type_) for type_ in allowed):
        names = " or ".join(f"`{shorten(str(type_))}`" for type_ in allowed)
        yield _invalid_default(node, f"the default must be of type {names}")
        return
    options = schema.get("enum")
    if isinstance(options, list) and value not in options:
        yield _invalid_default(node, "the default must be a value of `enum`")
        return
    if isinstance(value, dict):
        for name in sorted(_required(spec, node, set()) - value.keys()):
            message = f"the default lacks the required property `{shorten(name)}`"
            yield _invalid_default(node, message)


def _required(spec: Spec, node: Node, seen: set[Node]) -> set[str]:
    """The required properties of a schema and the schemas in its `allOf`."""
    end = spec.follow(node)
    if end is None or end in seen:
        return set()
    seen.add(end)
    required, parts = end.get("required"), end.get("allOf")
    names = {
        element.value
        for element in (required.elements() if required is not None else ())
        if isinstance(element.value, str)
    }
    for part in parts.elements() if parts is not None else ():
        names |= _required(spec, part, seen)
    return names


def _invalid_default(node: Node, message: str) -> SpecViolation:
    pointer = (*node.pointer, "default")
    return SpecViolation(
        node.document, pointer, message, "default", severity=Severity.WARNING
    )


def _has_type(value: Json, name: Json) -> bool:
    """Whether a value has a type of JSON Schema; True for an unknown type."""
    return name not in JSON_TYPES or has_json_type(value, str(name))
