"""The URL of a server uses `http`.

Why: requests and credentials are sent without encryption. URLs of the own machine are not
reported.

Bad:  `servers: [{url: 'http://api.example.org'}]`
Good: `servers: [{url: 'https://api.example.org'}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects

_LOCAL = ("localhost", "127.", "[", "0.0.0.0", "{")


def check(spec: Spec) -> Iterator[Violation]:
    for server in objects(spec, ObjectKind.SERVER):
        url = server.text("url")
        host = url.removeprefix("http://").split("/")[0].split(":")[0]
        if url.startswith("http://") and not host.startswith(_LOCAL):
            yield Violation(
                server.get("url") or server,
                f"`{url}` is not encrypted",
                help="use `https`",
            )


RULE = Rule(check, Severity.WARNING, since=V30)
