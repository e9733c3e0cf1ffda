"""The license has no `url`.

Why: the name of a license is not its text. Since 3.1, an SPDX `identifier` is an
alternative. A missing license lacks its `url`, too.

Bad:  `license: {name: MIT}`
Good: `license: {name: MIT, url: 'https://opensource.org/license/mit'}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V31
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy


def check(spec: Spec) -> Iterator[Violation]:
    keys = ("url", "identifier") if spec.version >= V31 else ("url",)
    if all(is_falsy(spec.member(spec.root, "info", "license", key)) for key in keys):
        yield Violation(
            closest(spec, spec.root, "info", "license", "url"),
            "the license has no `url`",
            help="add `url` to `license`",
        )


RULE = Rule(check, Severity.WARNING)
