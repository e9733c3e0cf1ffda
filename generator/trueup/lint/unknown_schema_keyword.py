"""A schema of 3.1 or later has a keyword that is not known, but similar to a known one.

Why: JSON Schema allows any keyword and ignores the unknown ones, so a misspelt one has no
effect. Up to 3.0, validation reports it.

Bad:  `{type: string, maxLenght: 10}`
Good: `{type: string, maxLength: 10}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V31, ObjectKind
from ..resolve import Spec
from ..suggestions import misspelled
from .rule import Rule, Violation
from .schema_keywords import KEYWORDS
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, ObjectKind.SCHEMA):
        for name, _ in schema.items():
            if name in KEYWORDS or name.startswith("x-"):
                continue
            similar = misspelled(name, KEYWORDS)
            if similar is not None:
                yield Violation(
                    schema.key(name),
                    f"`{name}` is not a keyword of JSON Schema",
                    help=f"did you mean `{similar}`?",
                )


RULE = Rule(check, Severity.WARNING, since=V31)
