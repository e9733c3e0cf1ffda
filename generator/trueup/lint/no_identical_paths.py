"""Two paths differ only in the names of their parameters.

Why: a server cannot tell them apart (OAS 3.1, Paths Object: "templated paths with the
same hierarchy but different templated names MUST NOT exist as they are identical").

Bad:  `/pets/{id}` and `/pets/{name}`
Good: `/pets/{id}` and `/pets/by-name/{name}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Locatable, Severity
from .rule import Finding, Rule
from .walking import paths

if TYPE_CHECKING:
    from ..resolve import Spec

_HOLE = re.compile(r"\{[^{}]*\}")


def check(spec: Spec) -> Iterator[Finding]:
    seen: dict[str, tuple[str, Locatable]] = {}
    for path, item in paths(spec):
        shape = _HOLE.sub("{}", path)
        first, place = seen.setdefault(shape, (path, item))
        if first != path:
            yield Finding(
                item,
                f"`{path}` and `{first}` are one path",
                help="put their operations under one of them",
                related=(("the other path", place),),
            )


RULE = Rule(check, Severity.WARNING)
