"""A path contains a query string.

Why: queries are described by parameters `in: query`. A `?` in a path is a literal
character: servers do not match it with a query, and clients escape it.

Bad:  `/pets?kind={kind}`
Good: `/pets` with a query parameter `kind`
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
        if "?" in path:
            yield Violation(
                item,
                f"`{path}` contains a query string",
                help="describe the query by parameters `in: query`",
            )


RULE = Rule(check, Severity.WARNING)
