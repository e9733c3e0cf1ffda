"""A segment of a path is not in kebab case.

Why: words in one style are easier to remember; kebab case is the most common one in URLs.

Bad:  `/petOwners`
Good: `/pet-owners`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import paths

_KEBAB = re.compile(r"[a-z0-9.~]++(?:-[a-z0-9.~]++)*+")


def check(spec: Spec) -> Iterator[Violation]:
    for path, item in paths(spec):
        for segment in path.strip("/").split("/"):
            if segment and "{" not in segment and not _KEBAB.fullmatch(segment):
                yield Violation(item, f"segment `{segment}` is not in kebab case")
                break


RULE = Rule(check, Severity.WARNING)
