"""Traversal of a description for rules: objects by kind, paths, operations, parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ..diagnostics import Locatable
from ..openapi import METHODS, ObjectKind
from ..source import Key, Node
from .index import index

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

    def location(self, name: str) -> Locatable:
        """The source location of a field; of the method if the field is absent."""
        return self.node.get(name) or self.key

    @property
    def name(self) -> str:
        """`GET /pets`"""
        return f"{self.method.upper()} {self.path}"


def objects(spec: Spec, *kinds: ObjectKind) -> Iterator[Node]:
    """All reachable objects of these kinds, by kind, in document order."""
    for kind in kinds:
        yield from index(spec).objects.get(kind, ())


def with_key(spec: Spec, key: str) -> Sequence[Node]:
    """All JSON objects of all documents with a key, in document order. Objects inside
    examples, other data and extensions are omitted, those outside the object model of
    OpenAPI are not."""
    return index(spec).values[key]


def closest(spec: Spec, node: Node, *names: str) -> Node:
    """The value at a path of keys, following references between them; the deepest one
    that exists if there is none."""
    for name in names:
        owner = spec.follow(node) or node
        inner = owner.at(name)
        if inner is None:
            return owner
        node = inner
    return node


def is_falsy(node: Node | None) -> bool:
    """Whether a value is absent, null, false, zero or an empty string."""
    return node is None or node.value is None or node.value in (False, 0, "")


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
