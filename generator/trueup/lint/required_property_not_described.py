"""A property is required, but not described.

Why: its type is unknown; often the name is misspelt. Names that another part of an `allOf`
may describe are not reported.

Bad:  `{required: [nam], properties: {name: {type: string}}}`
Good: `{required: [name], properties: {name: {type: string}}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from ..suggestions import did_you_mean
from ..validate.messages import shorten
from .composition import base_schemas, property_names
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    bases = base_schemas(spec)
    for schema in objects(spec, ObjectKind.SCHEMA):
        if schema.identity in bases or schema.get("properties") is None:
            continue
        described = property_names(spec, schema)
        for entry in schema.elements("required") if described is not None else ():
            if isinstance(entry.value, str) and entry.value not in (described or ()):
                yield Violation(
                    entry,
                    f"required property `{shorten(entry.value)}` is not described",
                    help=partial(did_you_mean, entry.value, described or ()),
                )


RULE = Rule(check, Severity.WARNING)
