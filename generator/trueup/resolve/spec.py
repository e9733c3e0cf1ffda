"""A description with resolved references. Targets are linked, not copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from ..openapi import ObjectKind, Version, reference, refers, traverse
from ..source import Document, Node


class Spec(Struct, frozen=True, eq=False, dict=True):
    """A description with all its documents. `links` maps objects with a reference to the
    direct target, or to None if it is unresolved."""

    root: Node
    version: Version
    documents: Mapping[Path, Document]
    links: Mapping[Node, Node | None]
    known_objects: tuple[tuple[Node, ObjectKind], ...] | None = None
    _ends: dict[Node, Node | None] = field(default_factory=dict)  # cache of `follow`
    upgraded: list[Spec | None] = field(default_factory=list)
    """Cache of `normalize.schemas`; None stands for this object, which would be a cycle."""

    def __repr__(self) -> str:
        return f"Spec({self.root!r})"

    @cached_property
    def objects(self) -> tuple[tuple[Node, ObjectKind], ...]:
        """All reachable objects and their kinds, in the order of `openapi.traverse`."""
        return (
            tuple(traverse(self)) if self.known_objects is None else self.known_objects
        )

    @cached_property
    def referring(self) -> tuple[tuple[Node, ObjectKind], ...]:
        """The reachable objects with a reference keyword, and their kinds."""
        return tuple(entry for entry in self.objects if refers(entry[0]))

    @cached_property
    def misplaced_references(self) -> tuple[Node, ...]:
        """References in locations where the specification does not allow them."""
        allowed = {node for node, kind in self.referring if reference(node, kind)}
        return tuple(node for node in self.links if node not in allowed)

    def target(self, node: Node) -> Node | None:
        """The direct target of an object's reference; None without one."""
        return self.links.get(node) if refers(node) else None

    def member(self, node: Node, *names: str) -> Node | None:
        """The value at a path of keys below a node, following all references.

        None if a key does not exist or a reference is unresolved.
        """
        current: Node | None = node
        for name in names:
            current = current.at(name) if current is not None else None
            if current is not None:
                current = self.follow(current)
        return current

    def entries(self, node: Node, *names: str) -> Iterator[tuple[str, Node]]:
        """The entries of the object at a path of keys below a node, following references;
        empty for any other value."""
        value = self.member(node, *names)
        return value.items() if value is not None else iter(())

    def elements(self, node: Node, *names: str) -> Iterator[Node]:
        """The items of the array at a path of keys below a node, following references;
        empty for any other value."""
        value = self.member(node, *names)
        return value.elements() if value is not None else iter(())

    def chain(self, node: Node) -> list[Node]:
        """A node and the targets of its references, until one has none or is a cycle."""
        nodes: dict[Node, None] = {}
        current: Node | None = node
        while current is not None and current not in nodes:
            nodes[current] = None
            current = self.target(current)
        return list(nodes)

    def follow(self, node: Node) -> Node | None:
        """The end of a chain of references; the node itself without a reference.

        None if a target is missing or the chain is a cycle, which `resolve` reports.
        """
        if not refers(node):
            return node
        end = self._ends.get(node, node)
        if end is not node:
            return end
        try:
            target = self.links[node]
        except KeyError:
            return node
        if target is not None and not refers(target):  # most chains
            self._ends[node] = target
            return target
        visited: dict[Node, None] = {}
        current: Node | None = node
        while current is not None and current in self.links:
            if current in self._ends:
                current = self._ends[current]
                break
            if current in visited:
                current = None
                break
            visited[current] = None
            current = self.links[current]
        self._ends.update(dict.fromkeys(visited, current))
        return current
