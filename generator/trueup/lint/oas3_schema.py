"""A description of 3.x violates the schema of the specification.

Why: tools may refuse the description. These violations are always reported, as
`invalid-description`, so that no preset has this rule; it is for `--only`, and for
configurations that name it.

Bad:  `paths: {/pets: {get: {responses: []}}}`
Good: `paths: {/pets: {get: {responses: {'200': {description: Pets.}}}}}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, V31
from ..resolve import Spec
from ..source import Key
from ..validate.grammar import violations
from .rule import Rule, Violation

_EMAIL = re.compile(r"[^@\s]++@[^@\s.]++(?:\.[^@\s.]++)++")


def check(spec: Spec) -> Iterator[Violation]:
    all_violations = [*violations(spec, spec.objects)]
    # Without a type, it is unknown which properties are expected.
    untyped = {
        violation.pointer for violation in all_violations if violation.subject == "type"
    }
    for violation in all_violations:
        if violation.subject != "unexpected":
            yield Violation(violation, violation.message)
        elif violation.pointer[:-1] not in untyped:
            owner = Key(violation.document, violation.pointer[:-1])
            yield Violation(
                owner if spec.version >= V31 else violation, violation.message
            )
    email = spec.member(spec.root, "info", "contact", "email")
    if email is not None and not _EMAIL.fullmatch(str(email.value)):
        yield Violation(email, "`email` does not have the format `email`")


RULE = Rule(check, Severity.ERROR, since=V30)
