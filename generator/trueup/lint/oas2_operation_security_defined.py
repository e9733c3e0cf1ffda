"""A security requirement of 2.0 names a scheme or a scope that is not defined.

Why: without its scheme, it is unknown how to send the credentials; without its scope, a
token cannot be requested for it.

Bad:  `security: [{apiKey: []}]` without `apiKey` in `securityDefinitions`
Good: `securityDefinitions: {apiKey: {type: apiKey, in: header, name: X-Key}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .security_requirements import undefined


def check(spec: Spec) -> Iterator[Violation]:
    yield from undefined(spec, "securityDefinitions")


RULE = Rule(check, Severity.ERROR, until=V20)
