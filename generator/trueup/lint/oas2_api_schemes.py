"""A description of 2.0 has no `schemes`.

Why: the client uses the scheme by which the description was read.

Bad:  `schemes: []`
Good: `schemes: [https]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest


def check(spec: Spec) -> Iterator[Violation]:
    schemes = [*spec.root.elements("schemes")]
    if not schemes:
        yield Violation(
            closest(spec, spec.root, "schemes"),
            "`schemes` must be an array with at least one scheme",
            help="add `schemes: [https]`",
        )
    for scheme in schemes:
        if not isinstance(scheme.value, str):
            yield Violation(scheme, "a scheme must be a string")


RULE = Rule(check, Severity.WARNING, until=V20)
