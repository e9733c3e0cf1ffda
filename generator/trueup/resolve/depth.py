"""Resolve, how far references lead: to tell a description that is too deep from a bug."""

from __future__ import annotations

from ..source import Node
from ..structure import Kind, children
from .spec import Spec

MOST_REFERENCES = 100
"""In one chain. Real descriptions stay below thirty, and later stages recurse."""


def deepest_reference(spec: Spec) -> Node | None:
    """A reference that only a chain of more than `MOST_REFERENCES` leads to."""
    seen: set[Node] = set()
    for start, kind in spec.places:
        waiting = [(start, kind, 0)]
        while waiting:
            node, kind, passed = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            if passed > MOST_REFERENCES:
                return node
            target = spec.target(node)
            if target is not None:
                waiting.append((target, kind, passed + 1))
            inner = children(kind, node, spec.version, spec.target)
            waiting += [(each, kind, passed) for each, kind in inner]
    return None
