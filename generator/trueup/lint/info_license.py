"""The description names no license.

Why: without a license, others must not use the description.

Bad:  `info: {title: Pets, version: '1'}`
Good: `info: {title: Pets, version: '1', license: {name: MIT}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy


def check(spec: Spec) -> Iterator[Violation]:
    if is_falsy(spec.member(spec.root, "info", "license")):
        yield Violation(
            closest(spec, spec.root, "info", "license"),
            "the description names no license",
            help="add `license` to `info`",
        )


RULE = Rule(check, Severity.WARNING)
