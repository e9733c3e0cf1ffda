"""An example or a default of a schema does not satisfy its schema.

Why: readers copy examples, and the API rejects this one. Often the schema is wrong, not
the example. The description need not be valid; `valid-example` checks valid ones
more thoroughly.

Bad:  `{type: integer, example: many}`
Good: `{type: integer, example: 12}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30
from ..resolve import Spec
from .example_locations import check_examples, schema_examples
from .rule import Rule, Violation


def check(spec: Spec) -> Iterator[Violation]:
    yield from check_examples(spec, schema_examples(spec))


RULE = Rule(check, Severity.ERROR, since=V30)
