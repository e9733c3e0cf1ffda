"""Lint: the objects of a description that rules ask for again and again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..source import Node
from ..structure import METHODS, Kind

if TYPE_CHECKING:
    from ..resolve import Spec


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that the API offers: not a callback's, not a webhook's."""

    path: str
    method: str
    item: Node
    """The path item, at the end of its reference."""
    node: Node


def objects(spec: Spec, *kinds: Kind) -> Iterator[Node]:
    """Every object of these kinds that can be reached, each once, in document order."""
    for node, kind in spec.places:
        if kind in kinds:
            yield node


def paths(spec: Spec) -> Iterator[tuple[str, Node]]:
    """Path template and path item, in document order; extensions left out."""
    found = spec.root.get("paths")
    if found is not None:
        for path, item in found.items():
            if path.startswith("/"):
                yield path, item


def operations(spec: Spec) -> Iterator[Operation]:
    """Every operation under `paths`, in document order."""
    for path, item in paths(spec):
        target = spec.follow(item)
        if target is None:
            continue
        for name, member in target.items():
            if name in METHODS and isinstance(member.value, dict):
                yield Operation(path, name, target, member)
        more = target.get("additionalOperations")
        for name, member in () if more is None else more.items():
            yield Operation(path, name, target, member)


def parameters(spec: Spec, owner: Node) -> Iterator[tuple[Node, Node]]:
    """(where it is listed, the parameter itself) for each parameter that resolves."""
    listed = owner.get("parameters")
    for entry in () if listed is None else listed.elements():
        target = spec.follow(entry)
        if target is not None:
            yield entry, target
