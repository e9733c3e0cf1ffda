"""Equality of JSON values in meaning.

Instants are compared to the microsecond, durations and UUIDs in every notation, and
numbers by value.
"""

from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)"
)
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?")
_FRACTION = re.compile(r"\.(\d+)")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_DURATION = re.compile(r"[-+]?P[0-9TWDHMS.,]+")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2,3}={1,2}")
_DECIMAL = re.compile(r"-?\d+\.\d+")


def is_same(first: Any, second: Any) -> bool:
    """Whether two JSON values are equal in meaning."""
    match first, second:
        case dict(), dict():
            return first.keys() == second.keys() and all(
                is_same(value, second[name]) for name, value in first.items()
            )
        case ((list() | tuple()), (list() | tuple())):
            return len(first) == len(second) and all(map(is_same, first, second))
        case bool(), _:
            return first is second
        case _, bool():
            return False
        case str(), str():
            return first == second or _meaning(first) == _meaning(second)
        case (float() | Decimal(), float() | Decimal() | int()) | (
            int(),
            float() | Decimal(),
        ):
            return _as_float(first) == _as_float(second)
        case _:
            return bool(first == second)


def _as_float(number: Decimal | float) -> object:
    """A number with the precision of a double."""
    try:
        return float(number)
    except OverflowError:
        return number


def _meaning(text: str) -> object:
    """The value that a string denotes in a known format; else the string."""
    if _INSTANT.fullmatch(text):
        return _instant(text)
    if _TIME.fullmatch(text):
        instant = _instant(f"2000-01-01T{text}")
        return instant.timetz() if isinstance(instant, datetime) else text
    if _UUID.fullmatch(text):
        return text.lower()
    if _DURATION.fullmatch(text):
        return _duration(text)
    if text.endswith("=") and _BASE64.fullmatch(text) and len(text) % 4 == 0:
        # Bits of the last character beyond the last byte have no meaning (RFC 4648,
        # section 3.5).
        return base64.b64decode(text)
    return text.rstrip("0").rstrip(".") if _DECIMAL.fullmatch(text) else text


def _instant(text: str) -> object:
    """Parse an instant; its second is rounded to microseconds, halves up."""
    fraction = _FRACTION.search(text)
    digits = fraction[1].ljust(7, "0") if fraction is not None else "0"
    parts = timedelta(microseconds=(int(digits[:7]) + 5) // 10)
    try:
        return datetime.fromisoformat(_FRACTION.sub("", text.upper())) + parts
    except (ValueError, OverflowError):
        return text


def _duration(text: str) -> object:
    try:
        return msgspec.convert(text, timedelta)
    except msgspec.ValidationError:
        return text
