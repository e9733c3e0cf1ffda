"""A path holds a query.

Why: the query belongs to parameters `in: query`. What stands behind a `?` in a path is
matched by no server and escaped by clients, since it is taken for part of the path.

Bad:  `/pets?kind={kind}`
Good: `/pets` with a query parameter `kind`
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
        if "?" in path:
            yield Finding(
                item,
                f"`{path}` holds a query",
                help="declare what follows the `?` as parameters `in: query`",
            )


RULE = Rule(check, Severity.WARNING)
