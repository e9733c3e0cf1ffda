"""A description of 3.x has no `servers`.

Why: without servers, the URL of the API is the one of the description.

Bad:  `servers: []`
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
    servers = [*spec.elements(spec.root, "servers")]
    if not servers:
        yield Violation(
            closest(spec, spec.root, "servers"),
            "`servers` must be an array with at least one server",
            help="add the URL of the API",
        )
    for server in servers:
        if not isinstance(server.value, dict):
            yield Violation(server, "a server must be an object")


RULE = Rule(check, Severity.WARNING, since=V30)
