"""The operation of a callback has callbacks.

Why: the receiver of a callback does not call back itself; tools ignore them.

Bad:  `callbacks: {event: {'{$request.body#/url}': {post: {callbacks: …}}}}`
Good: `callbacks: {event: {'{$request.body#/url}': {post: {responses: …}}}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, operations


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        for _, callback in spec.entries(operation.node, "callbacks"):
            for _, item in spec.entries(callback):
                for _, inner in spec.entries(item):
                    if inner.get("callbacks") is not None:
                        yield Violation(
                            closest(spec, inner, "callbacks"),
                            "a callback must not contain callbacks",
                            help="remove them",
                        )


RULE = Rule(check, Severity.WARNING, since=V30)
