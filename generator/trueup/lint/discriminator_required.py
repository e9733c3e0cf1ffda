"""The property of a discriminator is not required.

Why: "the property MUST be required" (OAS 3.1, Discriminator Object): an object without it
has no type.

Bad:  `{discriminator: {propertyName: kind}, properties: {kind: {type: string}}}`
Good: `{discriminator: {propertyName: kind}, required: [kind], properties: {kind: …}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from ..source import Node
from ..validate.messages import shorten
from .composition import is_required
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for discriminator in objects(spec, ObjectKind.DISCRIMINATOR):
        name = discriminator.text("propertyName")
        owner = Node(discriminator.document, (), discriminator.document.value).at(
            *discriminator.pointer[:-1]
        )
        if name and owner is not None and not is_required(spec, owner, name):
            yield Violation(
                discriminator.get("propertyName") or discriminator,
                f"`{shorten(name)}` is not required in each of its schemas",
                help="add it to `required`",
            )


RULE = Rule(check, Severity.WARNING, since=V30)
