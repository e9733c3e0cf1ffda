"""The API has no description.

Why: it is the first paragraph of the documentation, and the docstring of the generated
package.

Bad:  `info: {title: Pets, version: '1'}`
Good: `info: {title: Pets, version: '1', description: Pets and their owners.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy


def check(spec: Spec) -> Iterator[Violation]:
    if is_falsy(spec.member(spec.root, "info", "description")):
        yield Violation(
            closest(spec, spec.root, "info", "description"),
            "the API has no description",
            help="add `description` to `info`",
        )


RULE = Rule(check, Severity.WARNING)
