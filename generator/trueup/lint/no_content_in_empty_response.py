"""A response that has no body by its status describes content.

Why: responses 204, 205 and 304 have no content (RFC 9110), so the client never gets it.

Bad:  `'204': {description: Deleted., content: …}`
Good: `'204': {description: Deleted.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects

_EMPTY = ("204", "205", "304")


def check(spec: Spec) -> Iterator[Violation]:
    for responses in objects(spec, ObjectKind.RESPONSES):
        for code, reference in responses.items():
            response = spec.follow(reference) if code in _EMPTY else None
            for name in ("content", "schema") if response is not None else ():
                content = response.get(name) if response is not None else None
                if content is not None and content.value:
                    yield Violation(content, f"a response {code} has no content")


RULE = Rule(check, Severity.WARNING)
