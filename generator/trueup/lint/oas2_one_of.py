"""A description of 2.0 uses `oneOf`, which 2.0 does not have.

Why: `oneOf` was added in 3.0; other tools ignore it or refuse the description.

Bad:  `oneOf: [{type: string}, {type: integer}]`
Good: a description of 3.0 or later
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, with_key


def check(spec: Spec) -> Iterator[Violation]:
    for node in with_key(spec, "oneOf"):
        yield Violation(closest(spec, node, "oneOf"), "`oneOf` is not a keyword of 2.0")


RULE = Rule(check, Severity.ERROR, "oas2-oneOf", until=V20)
