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
    items: tuple[Node, ...]
    """The path item, and those to which its `$ref`s lead."""

    @property
    def name(self) -> str:
        """`GET /pets`"""
        return f"{self.method.upper()} {self.path}"


def objects(spec: Spec, *kinds: ObjectKind) -> Iterator[Node]:
    """All reachable objects of these kinds, in document order."""
    for node, kind in spec.objects:
        if kind in kinds:
            yield node


def paths(spec: Spec) -> Iterator[tuple[str, Node]]:
    """Path templates and path items, in document order, without extensions."""
    node = spec.member(spec.root, "paths")
    for path, item in () if node is None else node.items():
        if not path.startswith("x-"):
            yield path, item


def operations(spec: Spec) -> Iterator[Operation]:
    """All operations under `paths`, in document order."""
    for path, item in paths(spec):
        items = _reference_chain(spec, item)
        seen: set[str] = set()
        for source in items:
            for method, node in _methods(spec, source):
                if method not in seen:
                    seen.add(method)
                    key = _key(source, method)
                    yield Operation(path, method, key, node, items)


def _reference_chain(spec: Spec, item: Node) -> tuple[Node, ...]:
    """A path item and the targets of its `$ref`s, in order of precedence."""
    chain = [item]
    target = spec.target(item)
    while target is not None and target not in chain:
        chain.append(target)
        target = spec.target(target)
    return tuple(chain)


def _methods(spec: Spec, item: Node) -> Iterator[tuple[str, Node]]:
    additional = spec.member(item, "additionalOperations")
    fixed = [(name, node) for name, node in item.items() if name in METHODS]
    for name, value in (*fixed, *(() if additional is None else additional.items())):
        node = spec.follow(value)
        if node is not None and isinstance(node.value, dict):
            yield name, node


def _key(item: Node, method: str) -> Key:
    if method in METHODS:
        return item.key(method)
    return Key(item.document, (*item.pointer, "additionalOperations", method))


def parameters(spec: Spec, owner: Node) -> Iterator[tuple[Node, Node]]:
    """(entry of the list, target of its `$ref`) for all parameters that resolve."""
    entries = spec.member(owner, "parameters")
    for entry in () if entries is None else entries.elements():
        target = spec.follow(entry)
        if target is not None and isinstance(target.value, dict):
            yield entry, target
