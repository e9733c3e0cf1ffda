"""An `enum` lists a value twice.

Why: each value becomes one member of an enumeration, so the duplicate has no effect, and
often another value was meant.

Bad:  `enum: [red, green, red]`
Good: `enum: [red, green, blue]`
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Rule, Violation
from .traversal import WITH_ENUM, objects

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, *WITH_ENUM):
        seen: set[str] = set()
        for entry in schema.elements("enum"):
            literal = json.dumps(entry.value, sort_keys=True)
            if literal in seen:
                yield Violation(
                    entry,
                    f"duplicate value `{_truncate(literal)}`",
                    help="remove it or correct it",
                )
            seen.add(literal)


def _truncate(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


RULE = Rule(check, Severity.WARNING)
