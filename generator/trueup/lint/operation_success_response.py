"""An operation describes responses, but none for success.

Why: without a 2xx or 3xx response the client does not know what a success contains.

Bad:  `responses: {'404': {description: Not found.}}`
Good: `responses: {'200': {description: A pet.}, '404': {description: Not found.}}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20, Version
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations

_SUCCESS = re.compile(r"[23][0-9]{2}")


def _is_success(code: str, version: Version) -> bool:
    if code in ("2XX", "3XX"):
        return version > V20
    return _SUCCESS.fullmatch(code) is not None


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        responses = spec.member(operation.node, "responses")
        if responses is None or not isinstance(responses.value, dict):
            continue
        if not any(_is_success(code, spec.version) for code in responses.value):
            yield Violation(
                operation.location("responses"),
                f"`{operation.name}` has no 2xx or 3xx response",
                help="describe the response of a success",
            )


RULE = Rule(check, Severity.WARNING)
