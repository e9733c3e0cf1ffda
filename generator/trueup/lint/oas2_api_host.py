"""A description of 2.0 has no `host`.

Why: the client sends requests to the host from which the description was read, which is
rarely the one of the API.

Bad:  `swagger: '2.0'` without `host`
Good: `host: api.example.org`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy


def check(spec: Spec) -> Iterator[Violation]:
    if is_falsy(spec.member(spec.root, "host")):
        yield Violation(
            closest(spec, spec.root, "host"),
            "the API has no `host`",
            help="add `host`",
        )


RULE = Rule(check, Severity.WARNING, until=V20)
