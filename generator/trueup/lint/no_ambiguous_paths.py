"""Two paths match the same URL, and neither is more specific.

Why: a server cannot decide which one is meant; "in case of ambiguous matching, it's up to
the tooling to decide which one to use" (OAS 3.1, Paths Object).

Bad:  `/{entity}/me` and `/users/{id}`
Good: `/entities/{entity}/me` and `/users/{id}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .path_tree import PathTree
from .rule import Rule, Violation
from .traversal import paths


def check(spec: Spec) -> Iterator[Violation]:
    seen = PathTree()
    for path, item in paths(spec):
        rival = seen.ambiguous(path)
        seen.add(path)
        if rival is not None:
            yield Violation(item, f"`{path}` and `{rival}` match the same URLs")


RULE = Rule(check, Severity.WARNING)
