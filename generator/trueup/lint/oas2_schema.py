"""A description of 2.0 violates the schema of the specification.

Why: tools may refuse the description. These violations are always reported, as
`invalid-description`, so that no preset has this rule; it is for `--only`, and for
configurations that name it.

Bad:  `paths: {/pets: {get: {responses: []}}}`
Good: `paths: {/pets: {get: {responses: {'200': {description: Pets.}}}}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from ..validate.grammar import violations
from .rule import Rule, Violation


def check(spec: Spec) -> Iterator[Violation]:
    for violation in violations(spec, spec.objects):
        yield Violation(violation, violation.message)


RULE = Rule(check, Severity.ERROR, until=V20)
