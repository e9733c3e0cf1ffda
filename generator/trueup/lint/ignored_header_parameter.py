"""A header parameter has a name that OpenAPI tells readers to ignore.

Why: "If `in` is `header` and the `name` field is `Accept`, `Content-Type` or
`Authorization`, the parameter definition SHALL be ignored" (OAS 3.1, Parameter Object):
the media types of responses and bodies, and the security schemes, say it instead.

Bad:  `{name: Authorization, in: header, schema: {type: string}}`
Good: a security scheme `{type: http, scheme: bearer}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
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
        if parameter.text("in") == "header" and name.lower() in _INSTEAD:
            yield Finding(
                parameter.get("name") or parameter,
                f"a header parameter called `{name}` is ignored",
                help=_INSTEAD[name.lower()],
            )


RULE = Rule(check, Severity.NOTE)
