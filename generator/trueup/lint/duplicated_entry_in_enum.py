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
from ..openapi import ObjectKind
from .rule import Rule, Violation
from .traversal import objects

if TYPE_CHECKING:
    from ..resolve import Spec

_TYPED = (ObjectKind.SCHEMA, ObjectKind.ITEMS, ObjectKind.PARAMETER, ObjectKind.HEADER)
"""Kinds with an `enum`; in 2.0, parameters and headers have one of their own."""


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, *_TYPED):
        entries = schema.get("enum")
        seen: set[str] = set()
        for entry in () if entries is None else entries.elements():
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
