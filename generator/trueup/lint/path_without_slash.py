"""A path does not start with a slash.

Why: "the field name MUST begin with a forward slash" (OAS, Paths Object), since the path
is appended to the URL of the server. A slash is added.

Bad:  `pets`
Good: `/pets`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..openapi import METHODS
from .rule import Rule, Violation
from .traversal import paths

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    parent = spec.member(spec.root, "paths")
    for path, _ in paths(spec):
        if not path.startswith("/") and parent is not None:
            yield Violation(
                parent.key(path),
                f"`{path}` does not start with a slash; it is added",
                help="indent it below its path"
                if path in METHODS
                else f"write `/{path}`",
            )


RULE = Rule(check, Severity.ERROR)
