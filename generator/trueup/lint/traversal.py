"""Traversal of a description for rules: objects by kind, paths, operations, parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from ..openapi import METHODS, ObjectKind
from ..source import Key, Node

if TYPE_CHECKING:
    from ..resolve import Spec


class Operation(Struct, frozen=True):
    """An operation under `paths`."""

    path: str
    method: str
    key: Key
    """The method's key in the path item."""
    node: Node
    items: list[Node]
    """The path item and the targets of its `$ref`s, in order of precedence."""

    @property
    def name(self) -> str:
        """`GET /pets`"""
        return f"{self.method.upper()} {self.path}"


WITH_ENUM = (
    *(ObjectKind.SCHEMA, ObjectKind.ITEMS),
    *(ObjectKind.PARAMETER, ObjectKind.HEADER),  # in 2.0
)
"""Kinds with an `enum`."""


def objects(spec: Spec, *kinds: ObjectKind) -> Iterator[Node]:
    """All reachable objects of these kinds, in document order."""
    for node, kind in spec.objects:
        if kind in kinds:
            yield node


def paths(spec: Spec) -> Iterator[tuple[str, Node]]:
    """Path templates and path items, in document order, without extensions."""
    for path, item in spec.entries(spec.root, "paths"):
        if not path.startswith("x-"):
            yield path, item


def operations(spec: Spec) -> Iterator[Operation]:
    """All operations under `paths`, in document order."""
    for path, item in paths(spec):
        items = spec.chain(item)
        seen: set[str] = set()
        for source in items:
            for method, node in _methods(spec, source):
                if method not in seen:
                    seen.add(method)
                    key = _key(source, method)
                    yield Operation(path, method, key, node, items)


def _methods(spec: Spec, item: Node) -> Iterator[tuple[str, Node]]:
    fixed = [(name, node) for name, node in item.items() if name in METHODS]
    for name, value in (*fixed, *spec.entries(item, "additionalOperations")):
        node = spec.follow(value)
        if node is not None and isinstance(node.value, dict):
            yield name, node


def _key(item: Node, method: str) -> Key:
    if method in METHODS:
        return item.key(method)
    return Key(item.document, (*item.pointer, "additionalOperations", method))


def parameters(spec: Spec, owner: Node) -> Iterator[tuple[Node, Node]]:
    """(entry of the list, target of its `$ref`) for all parameters that resolve."""
    for entry in spec.elements(owner, "parameters"):
        target = spec.follow(entry)
        if target is not None and isinstance(target.value, dict):
            yield entry, target
