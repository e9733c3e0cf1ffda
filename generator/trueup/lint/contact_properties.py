"""The contact lacks a name, a URL or an email address.

Why: each of them is another way to reach the maintainers of the API.

Bad:  `contact: {name: Support}`
Good: `contact: {name: Support, url: 'https://example.org', email: api@example.org}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy


def check(spec: Spec) -> Iterator[Violation]:
    contact = spec.member(spec.root, "info", "contact")
    for name in ("name", "url", "email") if contact is not None else ():
        if is_falsy(spec.member(spec.root, "info", "contact", name)):
            yield Violation(
                closest(spec, spec.root, "info", "contact", name),
                f"the contact has no `{name}`",
                help=f"add `{name}` to `contact`",
            )


RULE = Rule(check, Severity.WARNING)
