"""A response is named by no status.

Why: responses are found by the answer's status, so one called otherwise is never used.
"The HTTP status code" or "`default`" names it, and since 3.0 a range such as `2XX` (OAS,
Responses Object).

Bad:  `responses: {ok: …}`
Good: `responses: {'200': …}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..structure import Kind
from .rule import Finding, Rule
from .walking import objects

if TYPE_CHECKING:
    from ..resolve import Spec

_STATUS = re.compile(r"[1-5][0-9]{2}|[1-5][Xx]{2}|default")


def check(spec: Spec) -> Iterator[Finding]:
    for responses in objects(spec, Kind.RESPONSES):
        for name, _ in responses.items():
            if not name.startswith("x-") and not _STATUS.fullmatch(name):
                yield Finding(
                    responses.key(name),
                    f"`{name}` is no status, so the response is left out",
                    help="statuses are `200`, `2XX` or `default`",
                )


RULE = Rule(check, Severity.WARNING)
