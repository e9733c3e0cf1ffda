"""A path ends with a slash.

Why: `/pets/` and `/pets` are different resources. Servers often redirect from one to the
other, and a redirected POST loses its body.

Bad:  `/pets/`
Good: `/pets`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Rule, Violation
from .traversal import paths

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    for path, item in paths(spec):
        if len(path) > 1 and path.endswith("/"):
            yield Violation(
                item,
                f"`{path}` ends with a slash",
                help=f"write `{path.rstrip('/')}`",
            )


RULE = Rule(check, Severity.WARNING)
