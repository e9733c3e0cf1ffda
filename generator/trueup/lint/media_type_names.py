"""A key of `content` is not a media type.

Why: bodies are selected by their media types, so this one is never used.

Bad:  `content: {json: …}`
Good: `content: {application/json: …}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z{}-]++"
_MEDIA_TYPE = re.compile(rf"{_TOKEN}/{_TOKEN}\s*+(?:;|$)")


def check(spec: Spec) -> Iterator[Violation]:
    for kind in (ObjectKind.REQUEST_BODY, ObjectKind.RESPONSE):
        for owner in objects(spec, kind):
            content = spec.member(owner, "content")
            for name, _ in content.items() if content is not None else ():
                if not _MEDIA_TYPE.match(name) and not name.startswith("x-"):
                    yield Violation(
                        content.key(name) if content is not None else owner,
                        f"`{name}` is not a media type",
                    )


RULE = Rule(check, Severity.WARNING)
