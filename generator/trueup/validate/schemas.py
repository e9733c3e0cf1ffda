"""Validate: what openapi-spec-validator checks of schema objects, over our own walk.

Its own walk takes seconds for a large description and stops at references.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from ..source import Json, Node
from ..structure import V31, Kind
from .fault import Fault
from .wording import shorten

_NESTED = ("allOf", "anyOf", "oneOf")


def faults(spec: Spec, places: Iterable[tuple[Node, Kind]]) -> Iterator[Fault]:
    """Required members that no part of a composition has; defaults of another type."""
    schema = Kind.SCHEMA
    for node, kind in places:
        value = node.value
        if kind is schema and isinstance(value, dict):
            if "allOf" in value and "required" in value and _stands_alone(node):
                yield from _unknown_required(spec, node)
            if "default" in value:
                yield from _default(spec, node, value)


def _stands_alone(node: Node) -> bool:
    """Not a part of another composition, whose other parts may have the member."""
    return not set(node.pointer[-2:]) & set(_NESTED)


def _unknown_required(spec: Spec, node: Node) -> Iterator[Fault]:
    known = _properties(spec, node, set())
    required = node.get("required")
    if known is None or required is None:
        return
    for element in required.elements():
        name = element.value
        if isinstance(name, str) and name not in known:
            yield Fault(
                node.document,
                element.pointer,
                f"`{shorten(name)}` is required, but no part of the schema has it",
                "required",
                severity=Severity.WARNING,
            )


def _properties(spec: Spec, node: Node, seen: set[Node]) -> set[str] | None:
    """The names of all members; None when some part cannot be looked into."""
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
            inner = part.get(keyword)
            for each in inner.elements() if inner is not None else ():
                found = _properties(spec, each, seen)
                if found is None:
                    return None
                names |= found
    return names


def _default(spec: Spec, node: Node, schema: dict[str, Json]) -> Iterator[Fault]:
    value = schema["default"]
    types = schema.get("type")
    allowed = types if isinstance(types, list) else [types]
    if value is None and schema.get("nullable") is True and spec.version < V31:
        return
    if types is not None and not any(_is_of(value, each) for each in allowed):
        names = " or ".join(f"`{shorten(str(each))}`" for each in allowed)
        yield _default_fault(node, f"the default is not of type {names}")
        return
    options = schema.get("enum")
    if isinstance(options, list) and value not in options:
        yield _default_fault(node, "the default is none of the values of `enum`")
        return
    if isinstance(value, dict):
        for name in sorted(_required(spec, node, set()) - value.keys()):
            message = f"the default has no `{shorten(name)}`, which is required"
            yield _default_fault(node, message)


def _required(spec: Spec, node: Node, seen: set[Node]) -> set[str]:
    """The members that a value must have, by all parts that it has to satisfy."""
    end = spec.follow(node)
    if end is None or end in seen:
        return set()
    seen.add(end)
    required, parts = end.get("required"), end.get("allOf")
    names = {
        each.value
        for each in (required.elements() if required is not None else ())
        if isinstance(each.value, str)
    }
    for part in parts.elements() if parts is not None else ():
        names |= _required(spec, part, seen)
    return names


def _default_fault(node: Node, message: str) -> Fault:
    pointer = (*node.pointer, "default")
    return Fault(node.document, pointer, message, "default", severity=Severity.WARNING)


def _is_of(value: Json, name: Json) -> bool:
    """Whether a value has a type of JSON Schema; of an unknown type, everything is."""
    match name:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            whole = isinstance(value, int) or (
                isinstance(value, float) and value.is_integer()
            )
            return whole and not isinstance(value, bool)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case "null":
            return value is None
        case _:
            return True
