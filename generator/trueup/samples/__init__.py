"""Values that a schema accepts: made, and judged. Knows JSON Schema, no OpenAPI.

| module | holds |
|---|---|
| `making` | one value for a schema |
| `merging` | what `$ref` and `allOf` say together |
| `objects`, `arrays` | members and items |
| `strings`, `patterns`, `numbers` | the rest |
| `directions` | which members a request or an answer leaves out |
| `declared` | whether a value holds declared members only |
| `judging` | `valid`: whether a schema accepts a value |
| `compiled`, `costs` | validators, and how long they would take |
| `pointers` | where pointers lead |

A bundle is one JSON Schema 2020-12 document with all schemas under `$defs`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..ir import ABSENT, Json, Maybe
from .judging import valid, valid_by
from .making import Maker
from .pointers import lookup

__all__ = ["lookup", "sample", "sample_at", "valid", "valid_by"]


def sample(
    schema: Mapping[str, Json] | bool,
    bundle: Mapping[str, Json],
    *,
    full: bool,
    direction: str = "response",
) -> Maybe:
    """A value that `schema` accepts, the same one every time; `ABSENT` if none is found.

    `full` includes optional members, as far as they do not recurse. `direction` is
    "request" (without members that are only read) or "response" (only written).
    Documented examples come first, where they are valid.
    """
    for documented, careful, turn in _ATTEMPTS:
        maker = Maker(bundle, full, direction, documented, careful, turn)
        found = maker.make(schema)
        if found is not ABSENT and valid_by(found, schema, bundle):
            return found
    return sample(schema, bundle, full=False, direction=direction) if full else ABSENT


def sample_at(
    pointer: str, bundle: Mapping[str, Json], *, full: bool, direction: str = "response"
) -> Maybe:
    """A value for the schema at `pointer`, such as `"#/$defs/Pet"`."""
    return sample({"$ref": pointer}, bundle, full=full, direction=direction)


_ATTEMPTS = (
    (True, False, 0),
    (False, False, 0),
    (True, True, 0),
    (False, True, 0),
    (False, False, 1),
    (False, True, 2),
)
"""Documented values or not; unions judged on the way or not; which variant is first."""
