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


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values say the same."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(
                same(value, other[name]) for name, value in one.items()
            )
        case (list() | tuple()), (list() | tuple()):
            return len(one) == len(other) and all(map(same, one, other))
        case bool(), _:
            return one is other
        case _, bool():
            return False
        case str(), str():
            return one == other or _meaning(one) == _meaning(other)
        case (float() | Decimal(), float() | Decimal() | int()) | (
            int(),
            float() | Decimal(),
        ):
            return _as_float(one) == _as_float(other)
        case _:
            return bool(one == other)


def _as_float(number: Decimal | float) -> object:
    """A number as one with a fraction is read, by the digits that are kept of it."""
    try:
        return float(number)
    except OverflowError:
        return number


def _meaning(text: str) -> object:
    """What a text stands for; itself, where it stands for nothing else."""
    if _INSTANT.fullmatch(text):
        return _instant(text)
    if _TIME.fullmatch(text):
        found = _instant(f"2000-01-01T{text}")
        return found.timetz() if isinstance(found, datetime) else text
    if _UUID.fullmatch(text):
        return text.lower()
    if _DURATION.fullmatch(text):
        return _duration(text)
    if text.endswith("=") and _BASE64.fullmatch(text) and len(text) % 4 == 0:
        # What the last character holds beyond the last byte says nothing (RFC 4648,
        # section 3.5).
        return base64.b64decode(text)
    return text.rstrip("0").rstrip(".") if _DECIMAL.fullmatch(text) else text


def _instant(text: str) -> object:
    """Seven digits of a second and more are rounded, a half of one up."""
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
