"""Two properties of a schema have the same name in Python.

Why: properties become fields of a class; the second one gets a suffix,
which changes when others are added.

Bad:  `properties: {pet-id: …, pet_id: …}`
Good: `properties: {pet-id: …}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..emit.identifiers import member_name
from ..openapi import ObjectKind
from ..resolve import Spec
from ..validate.messages import shorten
from .collisions import collisions
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, ObjectKind.SCHEMA):
        properties = schema.get("properties")
        if properties is None or not isinstance(properties.value, dict):
            continue
        for first, second, name in collisions(properties.value, member_name):
            yield Violation(
                properties.get(second) or schema,
                f"`{shorten(second)}` and `{shorten(first)}` are both named `{name}`",
            )


RULE = Rule(check, Severity.WARNING)
