"""The `host` is `example.com`.

Why: no API is at `example.com`.

Bad:  `host: example.com`
Good: `host: api.pets.example`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest


def check(spec: Spec) -> Iterator[Violation]:
    host = spec.root.text("host")
    if "example.com" in host:
        yield Violation(
            closest(spec, spec.root, "host"), f"`{host}` is a host for examples"
        )


RULE = Rule(check, Severity.WARNING, until=V20)
