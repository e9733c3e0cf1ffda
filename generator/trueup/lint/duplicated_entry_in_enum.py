"""An `enum` lists a value twice.

Why: each value becomes one member of an enumeration, so the duplicate has no effect, and
often another value was meant.

Bad:  `enum: [red, green, red]`
Good: `enum: [red, green, blue]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from ..source import Node
from .rule import Rule, Violation
from .traversal import closest, with_key
from .values import canonical


def _truncate(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def check(spec: Spec) -> Iterator[Violation]:
    for schema in with_key(spec, "enum"):
        seen: set[str] = set()
        duplicates: dict[str, Node] = {}
        for entry in schema.elements("enum"):
            literal = canonical(entry.value)
            if literal in seen:
                duplicates.setdefault(literal, entry)
            seen.add(literal)
        if duplicates:
            values = ", ".join(f"`{_truncate(literal)}`" for literal in duplicates)
            yield Violation(
                closest(spec, schema, "enum"),
                f"duplicate {'values' if len(duplicates) > 1 else 'value'} {values}",
                help="remove it or correct it",
                related=tuple(("the duplicate", at) for at in duplicates.values()),
            )


RULE = Rule(check, Severity.WARNING)
