"""A description or a title calls `eval(`.

Why: descriptions are Markdown, which may contain HTML; a page that renders the text may run it.

Bad:  `description: 'eval(x)'`
Good: `description: A pet.`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, with_key


def check(spec: Spec) -> Iterator[Violation]:
    for name in ("description", "title"):
        for node in with_key(spec, name):
            if "eval(" in node.text(name):
                yield Violation(closest(spec, node, name), f"`{name}` calls `eval(`")


RULE = Rule(check, Severity.WARNING)
