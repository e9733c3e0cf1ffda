"""Ambiguous path templates."""

from __future__ import annotations

import re
from typing import TypeAlias

_EXPRESSION = re.compile(r"\{[^{}]*+\}")
_ANY = "{}"
_PATH = "/"  # not a segment

_Tree: TypeAlias = "dict[str, _Tree | str]"

MAX_STEPS = 200_000
"""Limit of steps for all paths of a description, which may be ambiguous in many ways."""


class PathTree:
    """Paths by their segments, without the names of template expressions."""

    def __init__(self) -> None:
        self._root: _Tree = {}
        self.steps = 0

    def add(self, path: str) -> None:
        tree = self._root
        for segment in _segments(path):
            inner = tree.setdefault(segment, {})
            assert not isinstance(inner, str)
            tree = inner
        tree.setdefault(_PATH, path)

    def ambiguous(self, path: str) -> str | None:
        """A path that matches the same URLs, if neither is more specific."""
        segments = _segments(path)
        pending: list[tuple[_Tree, int, bool, bool]] = [(self._root, 0, False, False)]
        while pending and self.steps < MAX_STEPS:
            self.steps += 1
            tree, depth, is_narrower, is_wider = pending.pop()
            if depth == len(segments):
                leaf = tree.get(_PATH)
                if isinstance(leaf, str) and is_narrower and is_wider:
                    return leaf
                continue
            own = segments[depth]
            names = tree.keys() if own == _ANY else {own, _ANY} & tree.keys()
            for name in sorted(names - {_PATH}):
                inner = tree[name]
                if not isinstance(inner, str):
                    narrower = is_narrower or (name == _ANY and own != _ANY)
                    wider = is_wider or (own == _ANY and name != _ANY)
                    pending.append((inner, depth + 1, narrower, wider))
        return None


def _segments(path: str) -> list[str]:
    return [_EXPRESSION.sub(_ANY, segment) for segment in path.strip("/").split("/")]
