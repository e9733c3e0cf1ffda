"""The `host` ends with a slash.

Why: paths start with a slash, so URLs would contain two.

Bad:  `host: api.example.org/`
Good: `host: api.example.org`
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
    if host.endswith("/"):
        yield Violation(closest(spec, spec.root, "host"), f"`{host}` ends with a slash")


RULE = Rule(check, Severity.WARNING, until=V20)
