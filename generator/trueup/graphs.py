"""Directed graphs, as the targets of each node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


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


def back_edges(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """The edges that close a cycle, as node and target. Paths may be long: no recursion."""
    done: set[str] = set()
    for start in edges:
        path = {start: iter(edges[start])} if start not in done else {}
        while path:
            node, targets = next(reversed(path.items()))
            target = next(targets, None)
            if target is None:
                done.add(node)
                del path[node]
            elif target in path:
                yield node, target
            elif target in edges and target not in done:
                path[target] = iter(edges[target])
