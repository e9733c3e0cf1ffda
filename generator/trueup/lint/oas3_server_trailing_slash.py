"""The URL of a server ends with a slash.

Why: paths start with a slash, so URLs would contain two.

Bad:  `servers: [{url: 'https://api.example.org/'}]`
Good: `servers: [{url: 'https://api.example.org'}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest


def check(spec: Spec) -> Iterator[Violation]:
    for server in spec.elements(spec.root, "servers"):
        url = server.text("url")
        if len(url) > 1 and url.endswith("/"):
            yield Violation(closest(spec, server, "url"), f"`{url}` ends with a slash")


RULE = Rule(check, Severity.WARNING, since=V30)
