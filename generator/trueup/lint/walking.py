"""Lint: the objects of a description that rules ask for again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from ..source import Key, Node
from ..structure import METHODS, Kind

if TYPE_CHECKING:
    from ..resolve import Spec


class Operation(Struct, frozen=True):
    """An operation that the API offers: not a callback's, not a webhook's."""

    path: str
    method: str
    key: Key
    """Where the path item names it."""
    node: Node
    items: tuple[Node, ...]
    """The path item, then the one that it refers to, and so on."""

    @property
    def name(self) -> str:
        """`GET /pets`"""
        return f"{self.method.upper()} {self.path}"


def objects(spec: Spec, *kinds: Kind) -> Iterator[Node]:
    """Every object of these kinds that can be reached, each once, in document order."""
    for node, kind in spec.places:
        if kind in kinds:
            yield node


def paths(spec: Spec) -> Iterator[tuple[str, Node]]:
    """Path template and path item, in document order; extensions left out."""
    found = spec.member(spec.root, "paths")
    for path, item in () if found is None else found.items():
        if not path.startswith("x-"):
            yield path, item


def operations(spec: Spec) -> Iterator[Operation]:
    """Every operation under `paths`, in document order."""
    for path, item in paths(spec):
        items = layers(spec, item)
        seen: set[str] = set()
        for layer in items:
            for method, node in _methods(spec, layer):
                if method not in seen:
                    seen.add(method)
                    key = _key(layer, method)
                    yield Operation(path, method, key, node, items)


def layers(spec: Spec, item: Node) -> tuple[Node, ...]:
    """A path item and what it refers to, whose members count where it has none."""
    found = [item]
    at = spec.target(item)
    while at is not None and at not in found:
        found.append(at)
        at = spec.target(at)
    return tuple(found)


def _methods(spec: Spec, item: Node) -> Iterator[tuple[str, Node]]:
    more = spec.member(item, "additionalOperations")
    listed = [(name, node) for name, node in item.items() if name in METHODS]
    for name, written in (*listed, *(() if more is None else more.items())):
        node = spec.follow(written)
        if node is not None and isinstance(node.value, dict):
            yield name, node


def _key(item: Node, method: str) -> Key:
    if method in METHODS:
        return item.key(method)
    return Key(item.document, (*item.pointer, "additionalOperations", method))


def parameters(spec: Spec, owner: Node) -> Iterator[tuple[Node, Node]]:
    """(where it is listed, the parameter itself) for each parameter that resolves."""
    listed = spec.member(owner, "parameters")
    for entry in () if listed is None else listed.elements():
        target = spec.follow(entry)
        if target is not None and isinstance(target.value, dict):
            yield entry, target
