"""Strings that match a regular expression of ECMA-262, from a seeded generator."""

from __future__ import annotations

import importlib
import random
import re
import string
import warnings
from functools import lru_cache
from typing import Any

import rstr

_parse = importlib.import_module("re._parser").parse  # as in `rstr`

_NAMED = re.compile(r"\(\?<(?=[A-Za-z_])")
_CLASSES = (
    (re.compile(r"\\p\{(?:L|Letter|Alpha|Alphabetic)\}"), "a-zA-Z"),
    (re.compile(r"\\p\{(?:Lu|Uppercase)\}"), "A-Z"),
    (re.compile(r"\\p\{(?:Ll|Lowercase)\}"), "a-z"),
    (re.compile(r"\\p\{(?:N|Nd|Number)\}"), "0-9"),
    (re.compile(r"\\p\{(?:P|Punctuation)\}"), ".,"),
    (re.compile(r"\\p\{(?:Z|Zs|Separator)\}"), " "),
    (re.compile(r"\\p\{(?:M|S|Sc|Mn|Mc)\}"), ""),
)
_MAX_LENGTH = 100_000
MAX_PATTERN_LENGTH = 10_000
MAX_STEPS = 1_000_000
"""Maximum steps for all candidates of a pattern: `((a{100}){100}){100}` is short, but its
matches are not."""

_NON_WORD = "".join(c for c in string.printable if not (c.isalnum() or c == "_"))


class _Generator(rstr.Rstr):
    """Generates strings, deterministically also for negated classes, for which `rstr` uses
    sets; limits the steps."""

    steps = 0

    def _handle_state(self, state: Any) -> Any:
        opcode, value = state
        is_range = str(opcode).lower() == "range"
        self.steps += value[1] - value[0] + 1 if is_range else 1
        if self.steps > MAX_STEPS:
            raise ValueError("too many steps")
        return super()._handle_state(state)

    def _handle_in(self, value: Any) -> Any:
        if str(value[0][0]).lower() != "negate":
            return super()._handle_in(value)
        excluded = {c for state in value[1:] for c in self._handle_state(state)}
        return self._random.choice([c for c in string.printable if c not in excluded])


class _LimitedRandom(random.Random):
    """Limits repetitions: `x{3,5000}` becomes `x{3,3 + spread}`."""

    spread = 0

    def randint(self, a: int, b: int) -> int:
        return super().randint(a, min(b, a + self.spread))


@lru_cache(4096)
def matching_strings(
    pattern: str, least: int, most: int | None, turn: int
) -> tuple[str, ...]:
    """Candidates, shortest first, which may not match."""
    if len(pattern) > MAX_PATTERN_LENGTH:
        return ()
    python = _as_python(pattern)
    candidates: dict[str, None] = {}
    steps = 0
    for spread in (0, 1, 3, 8, max(least, 1), 2 * max(least, 1)):
        for seed in range(4):
            source = _LimitedRandom(f"{pattern}/{spread}/{seed}/{turn}")
            source.spread = min(spread, _MAX_LENGTH)
            text, steps = _generate(python, source, steps)
            if (
                text is not None
                and least <= len(text)
                and (most is None or len(text) <= most)
            ):
                candidates[text] = None
        if len(candidates) > 3 + turn:
            break
    return tuple(candidates)


def _generate(
    pattern: str, source: random.Random, steps: int
) -> tuple[str | None, int]:
    """Generate a candidate, if possible; return the total number of steps, too."""
    generator = _Generator(source, nonword=_NON_WORD)
    generator.steps = steps
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return generator.xeger(pattern), generator.steps
    except (re.error, RecursionError, OverflowError, IndexError, KeyError, ValueError):
        return None, generator.steps


def _as_python(pattern: str) -> str:
    """Convert a pattern to Python's syntax, approximately."""
    python = _NAMED.sub("(?P<", pattern)
    for classes, letters in _CLASSES:
        python = _within_brackets(python, classes, letters)
        python = classes.sub(f"[{letters}]" if letters else "", python)
    return python.replace(r"\/", "/")


def _within_brackets(pattern: str, classes: re.Pattern[str], letters: str) -> str:
    """Replace `classes` by `letters` inside `[…]`."""
    parts: list[str] = []
    at = 0
    while (start := pattern.find("[", at)) >= 0:
        end = pattern.find("]", start) + 1
        if end == 0:
            break
        parts += pattern[at:start], classes.sub(letters, pattern[start:end])
        at = end
    return "".join((*parts, pattern[at:]))


@lru_cache(4096)
def weight(pattern: str) -> int:
    """The approximate number of states of a matcher, with repetitions expanded."""
    if len(pattern) > MAX_PATTERN_LENGTH:
        return len(pattern)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _states(_parse(_as_python(pattern)))
    except (re.error, RecursionError, OverflowError):
        return len(pattern)


def _states(parsed: Any) -> int:
    count = 1
    for opcode, value in parsed:
        name = str(opcode).lower()
        if name in ("max_repeat", "min_repeat", "possessive_repeat"):
            least, most, inner = value
            times = most if most < 1_000_000_000 else least + 1
            count += _states(inner) * max(int(times), 1)
        elif name == "branch":
            count += sum(map(_states, value[1]))
        elif name in ("subpattern", "atomic_group", "assert", "assert_not"):
            inner = value if name == "atomic_group" else value[-1]
            count += _states(inner)
        else:
            count += 1
    return count
