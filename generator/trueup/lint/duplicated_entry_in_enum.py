"""An `enum` lists one value twice.

Why: each value becomes one member of an enumeration, so the second is lost, and often
it was meant to be another value.

Bad:  `enum: [red, green, red]`
Good: `enum: [red, green, blue]`
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..structure import Kind
from .rule import Finding, Rule
from .walking import objects

if TYPE_CHECKING:
    from ..resolve import Spec

_TYPED = (Kind.SCHEMA, Kind.ITEMS, Kind.PARAMETER, Kind.HEADER)
"""In 2.0, parameters and headers are schemas themselves."""


def check(spec: Spec) -> Iterator[Finding]:
    for schema in objects(spec, *_TYPED):
        entries = schema.get("enum")
        seen: set[str] = set()
        for entry in () if entries is None else entries.elements():
            written = json.dumps(entry.value, sort_keys=True)
            if written in seen:
                yield Finding(
                    entry,
                    f"`{_short(written)}` is listed twice",
                    help="remove it, or write what was meant",
                )
            seen.add(written)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


RULE = Rule(check, Severity.WARNING)
