"""`example` stands next to `examples`.

Why: "the `example` field is mutually exclusive of the `examples` field" (OAS 3.1,
Parameter Object and Media Type Object), so tools may show either.

Bad:  `{example: 1, examples: {two: {value: 2}}}`
Good: `{examples: {one: {value: 1}, two: {value: 2}}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for kind in (ObjectKind.MEDIA_TYPE, ObjectKind.PARAMETER, ObjectKind.HEADER):
        for node in objects(spec, kind):
            example = node.get("example")
            if example is not None and node.get("examples") is not None:
                yield Violation(
                    example,
                    "`example` and `examples` exclude each other",
                    help="move it into `examples`",
                )


RULE = Rule(check, Severity.ERROR, since=V30)
