"""Two paths differ only in the names of their parameters.

Why: a server cannot distinguish them (OAS 3.1, Paths Object: "templated paths with the
same hierarchy but different templated names MUST NOT exist as they are identical").

Bad:  `/pets/{id}` and `/pets/{name}`
Good: `/pets/{id}` and `/pets/by-name/{name}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Locatable, Severity
from .rule import Rule, Violation
from .traversal import paths

if TYPE_CHECKING:
    from ..resolve import Spec

_EXPRESSION = re.compile(r"\{[^{}]*\}")


def check(spec: Spec) -> Iterator[Violation]:
    seen: dict[str, tuple[str, Locatable]] = {}
    for path, item in paths(spec):
        template = _EXPRESSION.sub("{}", path)
        first, location = seen.setdefault(template, (path, item))
        if first != path:
            yield Violation(
                item,
                f"`{path}` is identical to `{first}`",
                help="move the operations of both to one of them",
                related=(("the other path", location),),
            )


RULE = Rule(check, Severity.WARNING)
