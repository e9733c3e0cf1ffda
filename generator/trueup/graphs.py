"""Directed graphs, as the targets of each node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def reachable(starts: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    """The nodes that can be reached from `starts`, including `starts`."""
    visited: set[str] = set()
    pending = list(starts)
    while pending:
        node = pending.pop()
        if node not in visited:
            visited.add(node)
            pending += edges.get(node, ())
    return visited


def reversed_edges(edges: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = {}
    for source, targets in edges.items():
        for target in targets:
            sources.setdefault(target, []).append(source)
    return sources
