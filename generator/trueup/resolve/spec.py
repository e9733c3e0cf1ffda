"""Resolve, the result. A link leads to its target; nothing is ever copied."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from ..source import Document, Node
from ..structure import Kind, Version, reference, refers, traverse


class Spec(Struct, frozen=True, eq=False, dict=True):
    """A description with all its files. `links` goes one step, from the object that
    holds the reference; None stands for a target that is missing."""

    root: Node
    version: Version
    documents: Mapping[Path, Document]
    links: Mapping[Node, Node | None]
    found: tuple[tuple[Node, Kind], ...] | None = None
    _ends: dict[Node, Node | None] = field(default_factory=dict)  # of chains followed

    def __repr__(self) -> str:
        return f"Spec({self.root!r})"  # and not all that it links

    @cached_property
    def places(self) -> tuple[tuple[Node, Kind], ...]:
        """Every object that can be reached, with its kind: see `structure.walk`."""
        return tuple(traverse(self)) if self.found is None else self.found

    @cached_property
    def referring(self) -> tuple[tuple[Node, Kind], ...]:
        """Those of the places at which an object has a member that refers."""
        return tuple(place for place in self.places if refers(place[0]))

    @cached_property
    def displaced(self) -> tuple[Node, ...]:
        """References in places where the specification allows none."""
        usual = {node for node, kind in self.referring if reference(node, kind)}
        return tuple(node for node in self.links if node not in usual)

    def target(self, node: Node) -> Node | None:
        """What this object's own reference leads to; None without one."""
        return self.links.get(node) if refers(node) else None

    def member(self, node: Node, *names: str) -> Node | None:
        """What stands below a node by these names, behind all references on the way.

        None when there is nothing, or a reference on the way leads nowhere.
        """
        at: Node | None = node
        for name in names:
            at = at.at(name) if at is not None else None
            if at is not None:
                at = self.follow(at)
        return at

    def follow(self, node: Node) -> Node | None:
        """The end of a chain of references; the node itself when it has none.

        None when a target is missing or the chain is a circle, which `resolve` has
        reported.
        """
        if not refers(node):
            return node
        if node in self._ends:
            return self._ends[node]
        if node not in self.links:
            return node
        target = self.links[node]
        if target is not None and not refers(target):  # most chains are no longer
            self._ends[node] = target
            return target
        passed: dict[Node, None] = {}
        at: Node | None = node
        while at is not None and at in self.links and at not in self._ends:
            if at in passed:
                at = None
                break
            passed[at] = None
            at = self.links[at]
        end = self._ends.get(at, at) if at is not None else None
        self._ends.update(dict.fromkeys(passed, end))
        return end
