"""The description names no contact.

Why: users of an API need to know whom to ask. Documentation shows the contact.

Bad:  `info: {title: Pets, version: '1'}`
Good: `info: {title: Pets, version: '1', contact: {email: api@example.org}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy


def check(spec: Spec) -> Iterator[Violation]:
    if is_falsy(spec.member(spec.root, "info", "contact")):
        yield Violation(
            closest(spec, spec.root, "info", "contact"),
            "the description names no contact",
            help="add `contact` to `info`",
        )


RULE = Rule(check, Severity.WARNING)
