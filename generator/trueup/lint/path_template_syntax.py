"""The braces of a path do not match.

Why: a template expression is a name in braces (OAS 3.1, Path Templating), so that an
unmatched brace is sent as it stands.

Bad:  `/jobs/{id`
Good: `/jobs/{id}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import paths

_EXPRESSION = re.compile(r"\{[^{}]*+\}")


def check(spec: Spec) -> Iterator[Violation]:
    for path, item in paths(spec):
        rest = _EXPRESSION.sub("", path)
        if "{" in rest or "}" in rest:
            yield Violation(
                item, f"`{path}` has a brace that has no counterpart", help="add it"
            )


RULE = Rule(check, Severity.ERROR)
