"""Resolve, a bound: chains of references that no description has and a hostile one does.

Later stages recurse along schemas that hold at one place, such as `allOf`, or that make
one type, such as `items`; a property's schema has a type of its own, and ends a chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TypeAlias

from ..source import Node, Pointer
from .spec import Spec

MOST_REFERENCES = 100
"""In one chain. Real descriptions stay below twenty."""

_ENDS = frozenset(("properties", "patternProperties", "responses", "callbacks"))

_Place: TypeAlias = tuple[str, Pointer]
_Edges: TypeAlias = Mapping[_Place, list[tuple[_Place, int]]]


def start_of_long_chain(spec: Spec) -> Node | None:
    """Where a chain of more than `MOST_REFERENCES` begins; None if there is none.

    A chain that comes back to itself ends there.
    """
    targets = {each.identity for each in spec.links.values() if each is not None}
    if len(targets) <= MOST_REFERENCES:
        return None
    edges = _edges(spec, targets)
    lengths: dict[_Place, int] = {}
    for node, target in spec.links.items():
        if target is not None:
            if _length(target.identity, edges, lengths) >= MOST_REFERENCES:
                return node
    return None


def _edges(spec: Spec, targets: Set[_Place]) -> _Edges:
    """From what is referred to: to what it refers to, 1, and what is inside it, 0."""
    found: dict[_Place, list[tuple[_Place, int]]] = {}
    lengths = {len(pointer) for _, pointer in targets}
    for node, target in spec.links.items():
        holder = _holder(node.identity, targets, lengths, itself=True)
        if holder is not None and target is not None:
            found.setdefault(holder, []).append((target.identity, 1))
    for place in sorted(targets):
        holder = _holder(place, targets, lengths, itself=False)
        if holder is not None:
            found.setdefault(holder, []).append((place, 0))
    return found


def _holder(
    place: _Place, targets: Set[_Place], lengths: Set[int], *, itself: bool
) -> _Place | None:
    """The nearest target that a place is in the same chain with; `lengths` are those
    that pointers to targets have."""
    location, pointer = place
    for length in range(len(pointer) - (not itself), -1, -1):
        if length < len(pointer) and pointer[length] in _ENDS:
            return None
        if length in lengths and (location, pointer[:length]) in targets:
            return location, pointer[:length]
    return None


def _length(start: _Place, edges: _Edges, lengths: dict[_Place, int]) -> int:
    """References in the longest chain from a place, in steps, not recursion."""
    if start in lengths:
        return lengths[start]
    lengths[start] = 0  # for what comes back to it
    waiting: list[tuple[_Place, Iterator[tuple[_Place, int]]]] = [
        (start, iter(edges.get(start, ())))
    ]
    while waiting:
        place, following = waiting[-1]
        for inner, _ in following:
            if inner not in lengths:
                lengths[inner] = 0
                waiting.append((inner, iter(edges.get(inner, ()))))
                break
        else:
            waiting.pop()
            lengths[place] = max(
                (lengths[inner] + step for inner, step in edges.get(place, ())),
                default=0,
            )
    return lengths[start]
