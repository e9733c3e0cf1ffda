"""A path contains the name of a method.

Why: the method already says what is done; a path names what it is done to.

Bad:  `GET /get-pets`
Good: `GET /pets`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import paths

_VERBS = frozenset({"get", "put", "post", "delete", "patch", "head"})


def check(spec: Spec) -> Iterator[Violation]:
    for path, item in paths(spec):
        for segment in path.split("/"):
            verb = re.split("[-_]", segment, maxsplit=1)[0].lower()
            if verb in _VERBS:
                yield Violation(item, f"`{path}` contains the method `{verb}`")


RULE = Rule(check, Severity.WARNING)
