"""The URL of a server is at `example.com`.

Why: no API is at `example.com`.

Bad:  `servers: [{url: 'https://example.com'}]`
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
        if "example.com" in url:
            yield Violation(
                closest(spec, server, "url"), f"`{url}` is a URL for examples"
            )


RULE = Rule(check, Severity.WARNING, "oas3-server-not-example.com", since=V30)
