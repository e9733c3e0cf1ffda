"""A limit on chains of references.

Later stages recurse into schemas that apply to the same value, such as `allOf`, or
contribute to the same type, such as `items`. The schema of a property has a type of its
own, so it ends a chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TypeAlias

from ..source import Node, Pointer
from .spec import Spec

MAX_REFERENCES = 100
"""Maximum length of a chain. Real descriptions have chains of less than 20."""

_ENDS = frozenset(("properties", "patternProperties", "responses", "callbacks"))

_Identity: TypeAlias = tuple[str, Pointer]
_Edges: TypeAlias = Mapping[_Identity, list[tuple[_Identity, int]]]


def start_of_long_chain(spec: Spec) -> Node | None:
    """The start of a chain of more than `MAX_REFERENCES`; None if there is none.

    A cycle is followed until it closes.
    """
    targets = {node.identity for node in spec.links.values() if node is not None}
    if len(targets) <= MAX_REFERENCES:
        return None
    edges = _edges(spec, targets)
    lengths: dict[_Identity, int] = {}
    for node, target in spec.links.items():
        if target is not None:
            if _length(target.identity, edges, lengths) >= MAX_REFERENCES:
                return node
    return None


def _edges(spec: Spec, targets: Set[_Identity]) -> _Edges:
    """Edges between targets: of weight 1 along references, of weight 0 to targets inside."""
    edges: dict[_Identity, list[tuple[_Identity, int]]] = {}
    lengths = {len(pointer) for _, pointer in targets}
    for node, target in spec.links.items():
        parent = _enclosing_target(node.identity, targets, lengths, include_self=True)
        if parent is not None and target is not None:
            edges.setdefault(parent, []).append((target.identity, 1))
    for identity in sorted(targets):
        parent = _enclosing_target(identity, targets, lengths, include_self=False)
        if parent is not None:
            edges.setdefault(parent, []).append((identity, 0))
    return edges


def _enclosing_target(
    identity: _Identity,
    targets: Set[_Identity],
    lengths: Set[int],
    *,
    include_self: bool,
) -> _Identity | None:
    """The innermost target that contains a node and belongs to the same chain.

    `lengths` are the lengths of the pointers of all targets.
    """
    location, pointer = identity
    for length in range(len(pointer) - (not include_self), -1, -1):
        if length < len(pointer) and pointer[length] in _ENDS:
            return None
        if length in lengths and (location, pointer[:length]) in targets:
            return location, pointer[:length]
    return None


def _length(start: _Identity, edges: _Edges, lengths: dict[_Identity, int]) -> int:
    """The number of references in the longest chain from `start`; without recursion."""
    if start in lengths:
        return lengths[start]
    lengths[start] = 0  # ends cycles
    stack: list[tuple[_Identity, Iterator[tuple[_Identity, int]]]] = [
        (start, iter(edges.get(start, ())))
    ]
    while stack:
        current, successors = stack[-1]
        for successor, _ in successors:
            if successor not in lengths:
                lengths[successor] = 0
                stack.append((successor, iter(edges.get(successor, ()))))
                break
        else:
            stack.pop()
            lengths[current] = max(
                (lengths[node] + weight for node, weight in edges.get(current, ())),
                default=0,
            )
    return lengths[start]
