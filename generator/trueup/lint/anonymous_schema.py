"""An object in a body has no name.

Why: the name of its class is made from the operation, so it changes with the operation,
and equal schemas become several classes.

Bad:  `content: {application/json: {schema: {type: object, properties: …}}}`
Good: `content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for media_type in objects(spec, ObjectKind.MEDIA_TYPE):
        schema = media_type.get("schema")
        if schema is None or schema.text("title") or spec.links.get(schema) is not None:
            continue
        if schema.get("properties") is not None:
            yield Violation(
                schema,
                "the schema has no name; its class is named after the operation",
                help="move it to `components/schemas`, or add a `title`",
            )


RULE = Rule(check, Severity.NOTE, since=V30)
