"""A parameter of 2.0 has no description.

Why: it documents the argument of the generated method.

Bad:  `{name: limit, in: query, type: integer}`
Good: `{name: limit, in: query, type: integer, description: Size of the page.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy, with_key


def check(spec: Spec) -> Iterator[Violation]:
    for owner in with_key(spec, "parameters"):
        entries = (
            *owner.elements("parameters"),
            *dict(owner.items("parameters")).values(),
        )
        for entry in entries:
            parameter = spec.follow(entry) or entry
            if parameter.text("in") and is_falsy(parameter.get("description")):
                yield Violation(
                    closest(spec, parameter, "description"),
                    f"parameter `{parameter.text('name')}` has no description",
                    help="add `description`",
                )


RULE = Rule(check, Severity.WARNING, until=V20)
