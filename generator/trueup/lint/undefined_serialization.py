"""OpenAPI does not define how the value of a parameter is serialized.

Why: styles define arrays and objects of primitive values only. The values of nested ones
are undefined (RFC 6570), so that client and server may differ.

Bad:  `{in: query, name: filter, schema: {type: array, items: {type: object}}}`
Good: `{in: query, name: filter, content: {application/json: {schema: …}}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for parameter in objects(spec, ObjectKind.PARAMETER):
        schema = spec.member(parameter, "schema")
        if schema is None or parameter.text("style") == "deepObject":
            continue
        inner = [spec.member(schema, "items")]
        inner += [spec.follow(node) for _, node in schema.items("properties")]
        kinds = {node.text("type") for node in inner if node is not None}
        if kinds & {"array", "object"}:
            yield Violation(
                parameter.get("schema") or parameter,
                f"the serialization of `{parameter.text('name')}` is not defined",
                help="describe it by `content`, such as `application/json`",
            )


RULE = Rule(check, Severity.WARNING, since=V30)
