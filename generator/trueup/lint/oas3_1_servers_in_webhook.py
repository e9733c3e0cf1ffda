"""A webhook has `servers`.

Why: a webhook is sent to a URL that its receiver has registered; tools ignore them.

Bad:  `webhooks: {newPet: {post: {servers: …}}}`
Good: `webhooks: {newPet: {post: {responses: …}}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V31
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest


def check(spec: Spec) -> Iterator[Violation]:
    for name, item in spec.entries(spec.root, "webhooks"):
        if name == "servers":
            yield Violation(item, "`webhooks` must not have `servers`")
        for _, operation in spec.entries(item):
            if operation.get("servers") is not None:
                yield Violation(
                    closest(spec, operation, "servers"),
                    "a webhook must not have `servers`",
                    help="remove them",
                )


RULE = Rule(check, Severity.WARNING, "oas3_1-servers-in-webhook", since=V31)
