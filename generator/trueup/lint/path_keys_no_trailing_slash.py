"""A path ends in a slash.

Why: `/pets/` and `/pets` are two resources. Servers often redirect from one to the
other, and a redirect loses the body of a POST.

Bad:  `/pets/`
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
    for path, item in paths(spec):
        if len(path) > 1 and path.endswith("/"):
            yield Finding(
                item, f"`{path}` ends in a slash", help=f"`{path.rstrip('/')}`"
            )


RULE = Rule(check, Severity.NOTE)
