"""Two values of an `enum` have the same name in Python.

Why: values become members of an enumeration; the second one gets a suffix,
which changes when others are added.

Bad:  `enum: [in-progress, in_progress]`
Good: `enum: [in-progress, done]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..emit.identifiers import constant_name
from ..resolve import Spec
from ..validate.messages import shorten
from .collisions import collisions
from .rule import Rule, Violation
from .traversal import with_key


def check(spec: Spec) -> Iterator[Violation]:
    for schema in with_key(spec, "enum"):
        values = {
            entry.value: entry
            for entry in schema.elements("enum")
            if isinstance(entry.value, str)
        }
        for first, second, name in collisions(values, constant_name):
            yield Violation(
                values[second],
                f"`{shorten(second)}` and `{shorten(first)}` are both named `{name}`",
                related=(("the other value", values[first]),),
            )


RULE = Rule(check, Severity.WARNING)
