"""Traversal of a description, and detection of references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from msgspec import Struct

from ..source import Document, Node, Pointer
from .fields import PATTERNED, REFERABLE, Cardinality, FieldType, fields_of
from .kinds import V31, ObjectKind, Version

DYNAMIC_KEYWORDS = ("$dynamicRef", "$recursiveRef")
"""Further reference keywords of schemas, of JSON Schema 2020-12 and 2019-09."""


def reference(node: Node, kind: ObjectKind) -> str | None:
    """The keyword by which an object refers to another; `$ref` takes precedence."""
    value = node.value
    if kind not in REFERABLE or not isinstance(value, dict):
        return None
    if "$ref" in value:
        return "$ref"
    if kind is not _SCHEMA:
        return None
    return next((keyword for keyword in DYNAMIC_KEYWORDS if keyword in value), None)


def refers(node: Node) -> bool:
    """Whether an object has a reference keyword."""
    value = node.value
    return isinstance(value, dict) and (
        "$ref" in value or "$dynamicRef" in value or "$recursiveRef" in value
    )


def has_ref(node: Node) -> bool:
    """Whether a value has a `$ref`, for locations that do not allow one, such as all of
    `content`. The value of a key `$ref` in a mapping is an object, not a string."""
    value = node.value
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


class _Rules(Struct, frozen=True):
    """How to find the objects inside an object of one kind, in one version."""

    patterned: ObjectKind | None
    fields: Mapping[str, FieldType]
    ignores_siblings: bool
    """Whether the siblings of a `$ref` are ignored, as in a Reference Object."""


def _rules(kind: ObjectKind, version: Version) -> _Rules:
    may_have_siblings = kind is ObjectKind.PATH_ITEM or (
        kind is ObjectKind.SCHEMA and version >= V31
    )
    ignores_siblings = kind in REFERABLE and not may_have_siblings
    return _Rules(PATTERNED.get(kind), fields_of(kind, version), ignores_siblings)


def _children(
    node: Node, rules: _Rules, target: Callable[[Node], Node | None]
) -> list[tuple[Node, ObjectKind]]:
    """The objects directly inside an object, and their kinds, in document order.

    `target` returns the direct target of a reference.
    """
    value = node.value
    if not isinstance(value, dict) or (rules.ignores_siblings and "$ref" in value):
        return []
    patterned = rules.patterned
    if patterned is not None:
        return [
            (child, patterned)  # may be a reference
            for name, child in node.items()
            if not name.startswith("x-") and isinstance(child.value, dict)
        ]
    fields = rules.fields
    if fields.keys().isdisjoint(value):
        return []  # as in most schemas
    children: list[tuple[Node, ObjectKind]] = []
    for name, inner in value.items():
        field = fields.get(name)
        if field is not None:
            child = Node(node.document, (*node.pointer, name), inner)
            children += _objects_in(child, field, target)
    return children


# Names instead of enumeration members, since looking these up is slow.
_ONE, _MAP, _LIST, _SCHEMA = (
    Cardinality.ONE,
    Cardinality.MAP,
    Cardinality.LIST,
    ObjectKind.SCHEMA,
)


def _objects_in(
    node: Node, field: FieldType, target: Callable[[Node], Node | None]
) -> list[tuple[Node, ObjectKind]]:
    cardinality, kind = field.cardinality, field.kind
    # A schema may be a boolean (JSON Schema 2020-12 core, section 4.3.2).
    types = (dict, bool) if kind is _SCHEMA else dict
    if cardinality is not _ONE:
        node = _follow(node, target)
    elif kind in REFERABLE and isinstance(node.value, dict):  # most fields
        return [(node, kind)]
    inner: Iterable[Node]
    if cardinality is _MAP:
        inner = [value for _, value in node.items()]
    elif cardinality is _LIST or isinstance(node.value, list):
        inner = node.elements()
    else:
        inner = (node,)
    if kind not in REFERABLE:
        inner = [_follow(value, target) for value in inner]
    return [(value, kind) for value in inner if isinstance(value.value, types)]


def _follow(node: Node, target: Callable[[Node], Node | None]) -> Node:
    """The end of a chain of misplaced references, or the last one that resolves."""
    if not has_ref(node):
        return node
    visited: set[Node] = set()
    while has_ref(node) and node not in visited:
        visited.add(node)
        node = target(node) or node
    return node


class ReferenceResolver(Protocol):
    """A description whose references are resolved, possibly on demand."""

    @property
    def root(self) -> Node: ...
    @property
    def version(self) -> Version: ...
    def target(self, node: Node) -> Node | None: ...


def traverse(spec: ReferenceResolver) -> Iterator[tuple[Node, ObjectKind]]:
    """All reachable objects and their kinds, without duplicates.

    The root document comes first, in document order; then the targets of references, in
    the order of the references.
    """
    seen: set[tuple[Document, Pointer, ObjectKind]] = set()  # faster to hash than nodes
    rules = {kind: _rules(kind, spec.version) for kind in ObjectKind}
    pending: list[tuple[Node, ObjectKind]] = [(spec.root, ObjectKind.OPENAPI)]
    while pending:
        targets: list[tuple[Node, ObjectKind]] = []
        for start in pending:
            stack = [start]
            while stack:
                node, kind = stack.pop()
                key = node.document, node.pointer, kind
                if key in seen:
                    continue
                seen.add(key)
                yield node, kind
                if refers(node) and reference(node, kind) is not None:
                    target = spec.target(node)
                    if target is not None:
                        targets.append((target, kind))
                if children := _children(node, rules[kind], spec.target):
                    stack += reversed(children)  # most have none
        pending = targets
