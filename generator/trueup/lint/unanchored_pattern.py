"""A pattern is not anchored.

Why: a pattern may match any part of a string, so `[a-z]+` also allows `1a2`. Usually the
whole string is meant.

Bad:  `pattern: '[a-z]+'`
Good: `pattern: '^[a-z]+$'`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from ..validate.messages import shorten
from .rule import Rule, Violation
from .traversal import with_key


def check(spec: Spec) -> Iterator[Violation]:
    for schema in with_key(spec, "pattern"):
        pattern = schema.text("pattern")
        if pattern and not (pattern.startswith("^") and pattern.endswith("$")):
            yield Violation(
                schema.get("pattern") or schema,
                f"`{shorten(pattern)}` may match a part of the string",
                help="write `^…$`",
            )


RULE = Rule(check, Severity.WARNING)
