"""The `format` of a schema is not known, but similar to a known one.

Why: unknown formats have no effect, so a misspelt one is neither checked nor typed.

Bad:  `{type: string, format: datetime}`
Good: `{type: string, format: date-time}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from ..schema_formats import FORMATS
from ..suggestions import misspelled
from .rule import Rule, Violation
from .traversal import with_key

_REGISTERED = frozenset(
    {
        *("char", "commonmark", "datetimelocal", "decimal128", "doubleint", "html"),
        *("httpdate", "int8", "int16", "mediarange", "timelocal", "uint", "uint8"),
        *("uint16", "uint32", "uint64", "unixtime"),
    }
)
"""Other formats of the registry of OpenAPI, and of code generators, without dashes."""


def check(spec: Spec) -> Iterator[Violation]:
    for schema in with_key(spec, "format"):
        name = schema.text("format")
        is_known = name in FORMATS or name.casefold().replace("-", "") in _REGISTERED
        similar = misspelled(name, FORMATS) if name and not is_known else None
        if similar is not None:
            yield Violation(
                schema.get("format") or schema,
                f"format `{name}` is not known",
                help=f"did you mean `{similar}`?",
            )


RULE = Rule(check, Severity.WARNING)
