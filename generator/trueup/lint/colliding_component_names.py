"""Two schemas have the same name in Python.

Why: components become classes; the second one gets a suffix,
which changes when others are added.

Bad:  `components: {schemas: {pet_owner: …, PetOwner: …}}`
Good: `components: {schemas: {PetOwner: …}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..emit.identifiers import class_name
from ..openapi import V20
from ..resolve import Spec
from ..validate.messages import shorten
from .collisions import collisions
from .rule import Rule, Violation


def check(spec: Spec) -> Iterator[Violation]:
    section = ("definitions",) if spec.version == V20 else ("components", "schemas")
    schemas = dict(spec.entries(spec.root, *section))
    for first, second, name in collisions(schemas, class_name):
        yield Violation(
            schemas[second],
            f"`{shorten(second)}` and `{shorten(first)}` are both named `{name}`",
            related=(("the other schema", schemas[first]),),
        )


RULE = Rule(check, Severity.WARNING)
