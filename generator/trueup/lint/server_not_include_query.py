"""The URL of a server contains a query or a fragment.

Why: paths are appended to the URL of a server, so OpenAPI allows neither (section "Server
Object"). Clients refuse such a URL, and need a `base_url`.

Bad:  `https://example.com/api?version=2`
Good: `https://example.com/api` with a query parameter `version`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..openapi import ObjectKind
from .rule import Rule, Violation
from .traversal import objects

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    for server in objects(spec, ObjectKind.SERVER):
        url = server.text("url")
        node = server.get("url")
        part = "query" if "?" in url.partition("#")[0] else "fragment"
        if node is not None and ("?" in url or "#" in url):
            yield Violation(
                node,
                f"the URL of the server contains a {part}",
                help="remove it, and describe queries by parameters `in: query`",
            )


RULE = Rule(check, Severity.WARNING)
