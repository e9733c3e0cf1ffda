"""The example of a request contains a read-only property, or one of a response a write-only
property.

Why: the generated model of the request does not have the property, so the example cannot
be built; "it SHOULD NOT be sent as part of the request" (OAS 3.0, Schema Object).

Bad:  a request example `{id: 1}` with `properties: {id: {readOnly: true}}`
Good: a request example `{name: Rex}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from ..source import Node
from .example_locations import media_examples
from .rule import Rule, Violation

_FLAGS = {"request": "readOnly", "response": "writeOnly"}


def _misplaced(
    spec: Spec, value: Node, schema: Node, flag: str, depth: int = 20
) -> Iterator[Violation]:
    target = spec.follow(schema)
    if target is None or depth == 0:
        return
    properties = dict(target.items("properties"))
    for name, inner in value.items():
        declared = properties.get(name)
        property_ = spec.follow(declared) if declared is not None else None
        if property_ is None:
            continue
        if property_.flag(flag):
            yield Violation(
                value.key(name), f"the example contains a `{flag}` property"
            )
        else:
            yield from _misplaced(spec, inner, property_, flag, depth - 1)
    items = target.get("items")
    if items is not None:
        for element in value.elements():
            yield from _misplaced(spec, element, items, flag, depth - 1)


def check(spec: Spec) -> Iterator[Violation]:
    for example in media_examples(spec):
        flag = _FLAGS.get(example.direction or "")
        if flag is not None:
            yield from _misplaced(spec, example.value, example.schema, flag)


RULE = Rule(check, Severity.WARNING)
