"""Numbers within bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from ..ir import ABSENT, Json, Maybe


def number(schema: Mapping[str, Json], whole: bool, turn: int) -> Maybe:
    """The `turn`-th plain number that a flat schema allows; `ABSENT` past the last."""
    step = _exact(schema.get("multipleOf"))
    if whole:
        step = (
            step
            if step and step.denominator == 1
            else Fraction(step.numerator if step else 1)
        )
    low, high = _bound(schema, "minimum", 1), _bound(schema, "maximum", -1)
    unit = step or _unit(low, high)
    start = Fraction(1) if whole or step else Fraction(3, 2)
    if step:
        start = step
    if low is not None and start < low or high is not None and start > high:
        start = _first(low, high, unit)
    found = start + turn * unit
    if high is not None and found > high:
        found = start - turn * unit
        if low is not None and found < low:
            return ABSENT
    return int(found) if whole or found.denominator == 1 and step else float(found)


def _first(low: Fraction | None, high: Fraction | None, unit: Fraction) -> Fraction:
    if low is not None:
        return math.ceil(low / unit) * unit
    return math.floor((high or Fraction(0)) / unit) * unit


def _unit(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is not None and high is not None and 0 < high - low < 2:
        return (high - low) / 4
    return Fraction(1)


def _bound(schema: Mapping[str, Json], word: str, side: int) -> Fraction | None:
    """The bound itself, or the nearest number beyond an exclusive one."""
    plain = _exact(schema.get(word))
    strict = _exact(schema.get("exclusive" + word.capitalize()))
    if strict is not None:
        whole = schema.get("type") == "integer"
        step = Fraction(1) if whole and strict.denominator == 1 else Fraction(1, 64)
        other = _exact(schema.get("maximum" if side > 0 else "minimum"))
        if other is not None and abs(other - strict) < step and not whole:
            step = abs(other - strict) / 2
        strict += side * step
    if plain is None or strict is None:
        return plain if strict is None else strict
    return max(plain, strict) if side > 0 else min(plain, strict)


def _exact(value: Json) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(str(value)) if math.isfinite(value) else None
