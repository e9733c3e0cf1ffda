"""A path does not begin with a slash.

Why: "the field name MUST begin with a forward slash" (OAS, Paths Object): the path is
appended to the server's address. One is put in front.

Bad:  `pets`
Good: `/pets`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Finding, Rule
from .walking import paths

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    holder = spec.member(spec.root, "paths")
    for path, _ in paths(spec):
        if not path.startswith("/") and holder is not None:
            yield Finding(
                holder.key(path), f"`{path}` does not begin with a slash", f"`/{path}`"
            )


RULE = Rule(check, Severity.WARNING)
