"""Validators of JSON Schema whose patterns take bounded time. Needs jsonschema-rs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from .string_formats import LENIENT

if TYPE_CHECKING:
    import jsonschema_rs

MAX_BACKTRACKING: Final = 10_000
"""Steps of a pattern with lookaround or backreferences, for one string."""

_PATTERN_CACHE: Final = 64 << 20
"""Bytes that a pattern may use to remember what it has worked out.

Only patterns with nested bounds (`^([a-z]{1,1000}){1,3}$`) use more than a few kB. With
the engine's default of 2 MB these work it out again for each character, which takes
hundreds of times longer.
"""


def compile_schema(
    schema: Mapping[str, Any],
    *,
    registry: jsonschema_rs.Registry | None = None,
    formats: Mapping[str, Callable[[str], bool]] = LENIENT,
    backtracking: int = MAX_BACKTRACKING,
) -> jsonschema_rs.Draft202012Validator:
    """The validator of a schema, which asserts formats."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        dict(schema),
        registry=registry,
        validate_formats=True,
        formats=dict(formats),
        pattern_options=jsonschema_rs.FancyRegexOptions(
            backtrack_limit=backtracking, dfa_size_limit=_PATTERN_CACHE
        ),
    )
