"""A response key is not a valid status code.

Why: responses are selected by status code, so this one would never be used. A key is an
HTTP status code, `default` or, since 3.0, a range such as `2XX` (OAS, Responses Object).

Bad:  `responses: {ok: …}`
Good: `responses: {'200': …}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..openapi import ObjectKind
from .rule import Rule, Violation
from .traversal import objects

if TYPE_CHECKING:
    from ..resolve import Spec

_STATUS = re.compile(r"[1-5][0-9]{2}|[1-5][Xx]{2}|default")


def check(spec: Spec) -> Iterator[Violation]:
    for responses in objects(spec, ObjectKind.RESPONSES):
        for name, _ in responses.items():
            if not name.startswith("x-") and not _STATUS.fullmatch(name):
                yield Violation(
                    responses.key(name),
                    f"`{name}` is not a status code; the response is ignored",
                    help="use a status code (`200`), a range (`2XX`) or `default`",
                )


RULE = Rule(check, Severity.ERROR)
