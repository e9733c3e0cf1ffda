"""Two operation ids have the same name in Python.

Why: ids become names of methods; the second one gets a suffix,
which changes when others are added.

Bad:  `operationId: get-pet` and `operationId: getPet`
Good: `operationId: getPet` and `operationId: getPetById`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..emit.identifiers import member_name
from ..resolve import Spec
from ..validate.messages import shorten
from .collisions import collisions
from .rule import Rule, Violation
from .traversal import operations


def check(spec: Spec) -> Iterator[Violation]:
    locations = {
        operation.node.text("operationId"): operation.location("operationId")
        for operation in operations(spec)
    }
    locations.pop("", None)
    for first, second, name in collisions(locations, member_name):
        yield Violation(
            locations[second],
            f"`{shorten(second)}` and `{shorten(first)}` are both named `{name}`",
            related=(("the other operation", locations[first]),),
        )


RULE = Rule(check, Severity.WARNING)
