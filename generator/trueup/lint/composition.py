"""Properties of schemas that are composed of others."""

from __future__ import annotations

from collections.abc import Iterator

from ..resolve import Spec
from ..source import Node, Pointer
from .index import index

_COMPOSED = ("allOf", "anyOf", "oneOf")
_CONTEXTS = frozenset((*_COMPOSED, "not", "if", "then", "else"))


def base_schemas(spec: Spec) -> set[tuple[str, Pointer]]:
    """Schemas that are part of another one, which may describe more properties."""
    bases = set()
    for node in index(spec).references:
        if not _CONTEXTS.isdisjoint(node.pointer[-2:]):
            target = spec.follow(node)
            if target is not None:
                bases.add(target.identity)
    for node in index(spec).values["required"]:
        if not _CONTEXTS.isdisjoint(node.pointer[-2:]):
            bases.add(node.identity)
    return bases


def property_names(spec: Spec, schema: Node) -> set[str] | None:
    """The names of the properties of a schema and its parts; None if others are allowed by
    a pattern or a part is unknown."""
    names: set[str] = set()
    for part in _parts(spec, schema):
        if part is None or part.get("patternProperties") is not None:
            return None
        if part.get("$dynamicRef") is not None:
            return None
        names.update(name for name, _ in part.items("properties"))
    return names


def _parts(spec: Spec, schema: Node) -> Iterator[Node | None]:
    """A schema and the schemas of which it is composed; None for an unresolved one."""
    visited: set[Node] = set()
    pending: list[Node | None] = [schema]
    while pending:
        node = pending.pop()
        if node is None:
            yield None
        elif node not in visited:
            visited.add(node)
            yield node
            if node.text("$ref"):
                pending.append(spec.follow(node))
            for keyword in _COMPOSED:
                pending += node.elements(keyword)


def is_required(spec: Spec, schema: Node, name: str) -> bool:
    """Whether a schema, one of its `allOf`, or each alternative requires a property."""
    return _is_required(spec, schema, name, frozenset())


def _is_required(spec: Spec, node: Node, name: str, visited: frozenset[Node]) -> bool:
    schema = spec.follow(node)
    if schema is None or schema in visited:
        return True  # reported elsewhere
    visited |= {schema}
    if name in [entry.value for entry in schema.elements("required")]:
        return True
    if any(
        _is_required(spec, part, name, visited) for part in schema.elements("allOf")
    ):
        return True
    for keyword in ("oneOf", "anyOf"):
        parts = [*schema.elements(keyword)]
        if parts and all(_is_required(spec, part, name, visited) for part in parts):
            return True
    return False
