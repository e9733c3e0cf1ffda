"""A path contains `{}`.

Why: a template expression without a name cannot be replaced by a parameter.

Bad:  `/pets/{}`
Good: `/pets/{id}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import paths


def check(spec: Spec) -> Iterator[Violation]:
    for path, item in paths(spec):
        if "{}" in path:
            yield Violation(
                item,
                f"`{path}` contains a template expression without a name",
                help="name the parameter, as in `{id}`",
            )


RULE = Rule(check, Severity.WARNING)
