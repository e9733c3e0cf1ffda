"""A discriminator of 2.0 is not a required property of its schema.

Why: "the property name used MUST be defined at this schema and it MUST be in the required
property list" (OAS 2.0, Schema Object); without it the type of a value is unknown.

Bad:  `{discriminator: kind, properties: {name: {type: string}}}`
Good: `{discriminator: kind, required: [kind], properties: {kind: {type: string}}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest


def check(spec: Spec) -> Iterator[Violation]:
    for _, schema in spec.entries(spec.root, "definitions"):
        name = schema.text("discriminator")
        if not name:
            continue
        if schema.at("properties", name) is None:
            yield Violation(
                closest(spec, schema, "properties"),
                f"discriminator `{name}` is not a property of the schema",
                help="add it to `properties`",
            )
        if name not in [node.value for node in schema.elements("required")]:
            yield Violation(
                closest(spec, schema, "required"),
                f"discriminator `{name}` is not required",
                help="add it to `required`",
            )


RULE = Rule(check, Severity.ERROR, until=V20)
