"""A parameter of 3.x has no description.

Why: it documents the argument of the generated method.

Bad:  `{name: limit, in: query, schema: {type: integer}}`
Good: `{name: limit, in: query, schema: {type: integer}, description: Size of the page.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy, objects


def check(spec: Spec) -> Iterator[Violation]:
    for parameter in objects(spec, ObjectKind.PARAMETER):
        if parameter.text("in") and is_falsy(parameter.get("description")):
            yield Violation(
                closest(spec, parameter, "description"),
                f"parameter `{parameter.text('name')}` has no description",
                help="add `description`",
            )


RULE = Rule(check, Severity.WARNING, since=V30)
