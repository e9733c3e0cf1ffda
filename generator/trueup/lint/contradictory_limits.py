"""A lower limit of a schema is greater than its upper limit.

Why: no value can satisfy both.

Bad:  `{minLength: 10, maxLength: 5}`
Good: `{minLength: 5, maxLength: 10}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from ..source import Node
from .rule import Rule, Violation
from .traversal import with_key

_LIMITS = (
    ("minimum", "maximum"),
    ("exclusiveMinimum", "maximum"),
    ("minimum", "exclusiveMaximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
)


def _number(schema: Node, name: str) -> int | float | None:
    node = schema.get(name)
    value = node.value if node is not None else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return None


def _is_exclusive(schema: Node, *limits: str) -> bool:
    flags = ("exclusiveMinimum", "exclusiveMaximum")  # up to 3.0
    named = any(name in flags for name in limits)
    return named or (limits[0] == "minimum" and any(map(schema.flag, flags)))


def check(spec: Spec) -> Iterator[Violation]:
    for lower, upper in _LIMITS:
        for schema in with_key(spec, lower):
            low, high = _number(schema, lower), _number(schema, upper)
            if low is None or high is None:
                continue
            if low > high or (low == high and _is_exclusive(schema, lower, upper)):
                yield Violation(
                    schema.get(lower) or schema,
                    f"`{lower}` is {low}, `{upper}` is {high}; no value satisfies both",
                )


RULE = Rule(check, Severity.ERROR)
