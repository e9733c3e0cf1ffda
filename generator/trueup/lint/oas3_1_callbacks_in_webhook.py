"""A webhook has `callbacks`.

Why: the receiver of a webhook does not register callbacks; tools ignore them.

Bad:  `webhooks: {newPet: {post: {callbacks: …}}}`
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
    for _, item in spec.entries(spec.root, "webhooks"):
        for _, operation in spec.entries(item):
            if operation.get("callbacks") is not None:
                yield Violation(
                    closest(spec, operation, "callbacks"),
                    "a webhook must not have `callbacks`",
                    help="remove them",
                )


RULE = Rule(check, Severity.WARNING, "oas3_1-callbacks-in-webhook", since=V31)
