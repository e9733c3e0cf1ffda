"""Deterministic example values for JSON Schemas, and validation of values.

| module | contents |
|---|---|
| `builder` | construction of a value for a schema |
| `objects`, `arrays`, `strings`, `patterns`, `numbers` | construction by type |
| `allof` | merging of `$ref` and `allOf` |
| `read_write_only` | properties that are only in requests or responses |
| `declared_properties` | whether a value has only declared properties |
| `validation` | whether a value satisfies a schema |
| `costs` | the cost of validation |

A bundle is a JSON Schema 2020-12 document with all schemas under `$defs`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..ir import ABSENT, Json, Maybe
from ..pointers import lookup
from .builder import ExampleBuilder
from .validation import is_valid, is_valid_at

__all__ = ["build_example", "build_example_at", "is_valid", "is_valid_at", "lookup"]


def build_example(
    schema: Mapping[str, Json] | bool,
    bundle: Mapping[str, Json],
    *,
    full: bool,
    direction: str = "response",
) -> Maybe:
    """Build a value that satisfies `schema`, deterministically; `ABSENT` if that fails.

    `full` includes optional properties, unless they recurse. `direction` is "request"
    (without `readOnly` properties) or "response" (without `writeOnly` properties).
    Documented examples are preferred if they are valid.
    """
    for documented, careful, turn in _ATTEMPTS:
        builder = ExampleBuilder(bundle, full, direction, documented, careful, turn)
        value = builder.make(schema)
        if value is not ABSENT and is_valid(value, schema, bundle):
            return value
    return (
        build_example(schema, bundle, full=False, direction=direction)
        if full
        else ABSENT
    )


def build_example_at(
    pointer: str, bundle: Mapping[str, Json], *, full: bool, direction: str = "response"
) -> Maybe:
    """Build a value for the schema at `pointer`, such as `"#/$defs/Pet"`."""
    return build_example({"$ref": pointer}, bundle, full=full, direction=direction)


_ATTEMPTS = (
    (True, False, 0),
    (False, False, 0),
    (True, True, 0),
    (False, True, 0),
    (False, False, 1),
    (False, True, 2),
)
"""Attempts, as `documented`, `careful` and `turn` of `ExampleBuilder`."""
