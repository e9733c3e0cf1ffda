"""An id in a path is a number.

Why: consecutive ids can be guessed, and reveal how many objects there are.

Bad:  `{name: petId, in: path, schema: {type: integer}}`
Good: `{name: petId, in: path, schema: {type: string, format: uuid}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for parameter in objects(spec, ObjectKind.PARAMETER):
        name = parameter.text("name")
        if parameter.text("in") != "path" or not name.lower().endswith("id"):
            continue
        schema = spec.member(parameter, "schema") or parameter
        if schema.text("type") == "integer":
            yield Violation(
                schema.get("type") or schema,
                f"the id `{name}` is a number",
                help="use random strings, such as UUIDs",
            )


RULE = Rule(check, Severity.WARNING)
