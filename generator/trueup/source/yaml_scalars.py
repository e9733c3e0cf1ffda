"""Types of plain YAML scalars: null, boolean, number or string.

Null and booleans follow the core schema (YAML 1.2.2, section 10.3.2); numbers follow JSON
(RFC 8259, section 6), as OpenAPI requires, and the core schema's `0x` and `0o`. So `no`,
`on`, `017`, `1:30`, `1_000`, `+1` and `2023-10-31` are strings.
"""

from __future__ import annotations

import math
import re
import sys

_NAMED: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}

_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_BASED = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

_PLAIN_STARTS = frozenset("-+.0123456789tTfFnN~")
_MAX_DIGITS = 400  # of an octal number in the range of a double


class NotJson(ValueError):
    """A scalar without an equivalent in JSON."""


def resolve_plain(text: str) -> bool | int | float | str | None:
    """The value of an unquoted, untagged scalar. Raises `NotJson`."""
    if not text:
        return None
    if text[0] not in _PLAIN_STARTS:
        return text
    if text in _NAMED:
        return _NAMED[text]
    number = _NUMBER.fullmatch(text)
    if number is not None:
        return _number(text, whole=number[2] is None and number[3] is None)
    if _BASED.fullmatch(text):
        return _integer(text)
    if _NOT_FINITE.fullmatch(text):
        raise NotJson(f"`{text}` is not a JSON value")
    return text


def _number(text: str, *, whole: bool) -> int | float:
    if whole:
        return _integer(text)
    value = float(text)
    if math.isinf(value):
        raise _too_large(text)
    return value


def whole_number(text: str) -> int | None:
    """Parse an integer in decimal, `0x` or `0o` form; None beyond the range of a double,
    which JSON parsers need not support."""
    if len(text) > _MAX_DIGITS:
        return None
    value = int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    return value if abs(value) <= sys.float_info.max else None


def _integer(text: str) -> int:
    value = whole_number(text)
    if value is None:
        raise _too_large(text)
    return value


def _too_large(text: str) -> NotJson:
    quoted = text if len(text) < 40 else f"{text[:40]}…"
    return NotJson(f"`{quoted}` is too large")
