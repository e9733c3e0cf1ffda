"""Construction of numbers, with exact arithmetic."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction

from msgspec import Struct

from ..ir import ABSENT, Json, Maybe


class _Bound(Struct, frozen=True):
    value: Fraction
    strict: bool


def number(schema: Mapping[str, Json], whole: bool, turn: int) -> Maybe:
    """Build the `turn`-th number for a merged schema; `ABSENT` if there are no more."""
    step = _exact(schema.get("multipleOf"))
    low = _bound(schema, "minimum", "exclusiveMinimum", max)
    high = _bound(schema, "maximum", "exclusiveMaximum", min)
    if whole:
        # An integer is a multiple of n/d, in lowest terms, if it is a multiple of n.
        step = Fraction(step.numerator) if step else Fraction(1)
    if step:
        value = _multiple(low, high, step, turn)
    else:
        value = _between(low, high, turn)
    if value is None or abs(value) > sys.float_info.max:
        return ABSENT
    return int(value) if value.denominator == 1 and step else float(value)


def count(schema: Mapping[str, Json], word: str) -> int | None:
    """The value of a keyword such as `minItems`; None if it is not a number."""
    value = schema.get(word)
    return int(value) if isinstance(value, int | float) else None


def _multiple(
    low: _Bound | None, high: _Bound | None, step: Fraction, turn: int
) -> Fraction | None:
    """The `turn`-th multiple of `step` within the bounds, the smallest positive one first."""
    start = step
    if low is not None and not _is_above(start, low):
        start = math.ceil(low.value / step) * step
        start += step if not _is_above(start, low) else 0
    if high is not None and not _is_below(start, high):
        start = math.floor(high.value / step) * step
        start -= step if not _is_below(start, high) else 0
    for value in (start + turn * step, start - turn * step):
        if _is_within(value, low, high):
            return value
    return None


def _between(low: _Bound | None, high: _Bound | None, turn: int) -> Fraction | None:
    """1.5 if it is within the bounds, otherwise a value between them."""
    plain = Fraction(3, 2) + turn
    if _is_within(plain, low, high):
        return plain
    if low is not None and high is not None:
        if low.value == high.value and not (low.strict or high.strict):
            return low.value if turn == 0 else None
        if low.value >= high.value:
            return None
        return low.value + (high.value - low.value) * Fraction(turn + 1, turn + 2)
    if low is not None:
        return low.value + turn + (1 if low.strict else 0)
    return high.value - turn - (1 if high.strict else 0) if high is not None else plain


def _is_within(value: Fraction, low: _Bound | None, high: _Bound | None) -> bool:
    is_above = low is None or _is_above(value, low)
    return is_above and (high is None or _is_below(value, high))


def _is_above(value: Fraction, low: _Bound) -> bool:
    return value > low.value if low.strict else value >= low.value


def _is_below(value: Fraction, high: _Bound) -> bool:
    return value < high.value if high.strict else value <= high.value


def _bound(
    schema: Mapping[str, Json],
    word: str,
    exclusive: str,
    tighter: Callable[[Fraction, Fraction], Fraction],
) -> _Bound | None:
    """The tighter bound of an inclusive and an exclusive keyword.

    `tighter` is `max` for lower bounds and `min` for upper ones.
    """
    plain, strict = _exact(schema.get(word)), _exact(schema.get(exclusive))
    if strict is not None and (plain is None or tighter(plain, strict) == strict):
        return _Bound(strict, True)
    return _Bound(plain, False) if plain is not None else None


def _exact(value: Json) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(str(value)) if math.isfinite(value) else None
