"""The tags are not in alphabetical order.

Why: documentation lists the groups of operations in the order of the tags.

Bad:  `tags: [{name: pets}, {name: owners}]`
Good: `tags: [{name: owners}, {name: pets}]`
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest


def sort_key(name: str) -> tuple[str, str]:
    """Sort without case first, then lower case before upper case."""
    return name.casefold(), name.swapcase()


def check(spec: Spec) -> Iterator[Violation]:
    tags = [tag.text("name") for tag in spec.elements(spec.root, "tags")]
    for first, second in pairwise(tags):
        if sort_key(first) > sort_key(second):
            yield Violation(
                closest(spec, spec.root, "tags"),
                f"`{first}` stands before `{second}`",
                help="sort the tags by name",
            )
            break


RULE = Rule(check, Severity.WARNING)
