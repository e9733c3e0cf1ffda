"""A header parameter has a name that OpenAPI tells readers to ignore.

Why: "If `in` is `header` and the `name` field is `Accept`, `Content-Type` or
`Authorization`, the parameter definition SHALL be ignored" (OAS 3.1, Parameter Object):
the media types of responses and bodies, and the security schemes, say it instead. An
`Accept` with one value is left alone: it is what the generated client asks for.

Bad:  `{name: Authorization, in: header, schema: {type: string}}`
Good: a security scheme `{type: http, scheme: bearer}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..source import Node
from ..structure import Kind
from .rule import Finding, Rule
from .walking import objects

if TYPE_CHECKING:
    from ..resolve import Spec

_INSTEAD = {
    "accept": "list the media types under the response's `content`",
    "content-type": "list the media types under `requestBody.content`",
    "authorization": "describe it as a security scheme",
}


def check(spec: Spec) -> Iterator[Finding]:
    for parameter in objects(spec, Kind.PARAMETER):
        name = parameter.text("name")
        if parameter.text("in") != "header" or name.lower() not in _INSTEAD:
            continue
        if name.lower() != "accept" or not _has_one_value(spec, parameter):
            yield Finding(
                parameter.get("name") or parameter,
                f"a header parameter called `{name}` is ignored",
                help=_INSTEAD[name.lower()],
            )


def _has_one_value(spec: Spec, parameter: Node) -> bool:
    schema = spec.member(parameter, "schema") or parameter
    values = schema.get("enum")
    count = 0 if values is None else len(list(values.elements()))
    return bool(schema.text("const")) or count == 1


RULE = Rule(check, Severity.NOTE)
