"""Bounds on what one request may cost."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

DEFAULT_MAX_BODY: Final = 16 * 1024 * 1024
DEFAULT_MAX_JSON_BODY: Final = 1024 * 1024
DEFAULT_BODY_TIMEOUT: Final = 60.0
DEFAULT_TOTAL_BODY_TIMEOUT: Final = 300.0

MAX_MESSAGE: Final = 300
"""Characters of an error message, and of a step in its pointer."""

MAX_POINTER: Final = 1000

MAX_STEPS: Final = 50_000
"""Subschemas that are tried to find the errors of one value."""

INLINE_BODY: Final = 16 * 1024
"""Bytes of a body that is decoded in the event loop; larger ones go to a thread."""

INLINE_BRACKETS: Final = 50
"""The same for its opening brackets: unions need some ten frames of the stack per level of
nesting, and a thread has the whole stack."""


class Limits(Struct, frozen=True):
    """Counts that a request must not exceed, else the response is 400.

    `max_depth` is the nesting of arrays and objects in JSON and in `deepObject`
    parameters. `max_fields` is the number of pairs in a query, in a form and in `Cookie`
    headers, `max_parts` the number of parts in a multipart body, `max_lines` that of lines
    in JSON lines and event streams. Of an invalid request, at most `max_errors` errors
    are listed.
    """

    max_depth: int = 100
    max_fields: int = 1000
    max_parts: int = 1000
    max_errors: int = 50
    max_lines: int = 100_000


class BodyLimits(Struct, frozen=True):
    """How many bytes of a body are read, and how long the next ones and the whole
    body are waited for."""

    max_bytes: int = DEFAULT_MAX_BODY
    max_json_bytes: int = DEFAULT_MAX_JSON_BODY
    timeout: float | None = DEFAULT_BODY_TIMEOUT
    total: float | None = DEFAULT_TOTAL_BODY_TIMEOUT


def shortened(text: str, limit: int = MAX_MESSAGE) -> str:
    """The beginning and the end of a long text."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} … {text[-half:]}"


def is_deeper(value: object, depth: int) -> bool:
    """Whether arrays and objects are nested more than `depth` levels."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(depth):
        if not level:
            return False
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, dict | list)
        ]
    return bool(level)
