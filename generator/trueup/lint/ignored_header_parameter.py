"""A header parameter has a name that OpenAPI requires tools to ignore.

Why: "If `in` is `header` and the `name` field is `Accept`, `Content-Type` or
`Authorization`, the parameter definition SHALL be ignored" (OAS 3.1, Parameter Object).
Media types and security schemes describe these headers instead. An `Accept` with exactly
one value is not reported, since the generated client sends it.

Bad:  `{name: Authorization, in: header, schema: {type: string}}`
Good: a security scheme `{type: http, scheme: bearer}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..source import Node
from .rule import Rule, Violation
from .traversal import objects

if TYPE_CHECKING:
    from ..resolve import Spec

_HELP = {
    "accept": "list the media types under the response's `content`",
    "content-type": "list the media types under `requestBody.content`",
    "authorization": "describe it as a security scheme",
}


def check(spec: Spec) -> Iterator[Violation]:
    for parameter in objects(spec, ObjectKind.PARAMETER):
        name = parameter.text("name")
        if parameter.text("in") != "header" or name.lower() not in _HELP:
            continue
        if name.lower() != "accept" or not _has_one_value(spec, parameter):
            yield Violation(
                parameter.get("name") or parameter,
                f"header parameter `{name}` is ignored",
                help=_HELP[name.lower()],
            )


def _has_one_value(spec: Spec, parameter: Node) -> bool:
    schema = spec.member(parameter, "schema") or parameter
    return bool(schema.text("const")) or len([*schema.elements("enum")]) == 1


RULE = Rule(check, Severity.NOTE)
