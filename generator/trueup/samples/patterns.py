"""Text that a regular expression of ECMA 262 matches, by a seeded generator."""

from __future__ import annotations

import random
import re
import string
import warnings
from functools import cache
from typing import Any

import rstr

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
_LONGEST = 100_000


_NOT_OF_WORDS = "".join(c for c in string.printable if not (c.isalnum() or c == "_"))


class _Ordered(rstr.Rstr):
    """Chooses from a negated class in an order that is the same in every run: `rstr`
    has it from a set, as it has what `\\W` stands for."""

    def _handle_in(self, value: Any) -> Any:
        if str(value[0][0]).lower() != "negate":
            return super()._handle_in(value)
        refused = {each for state in value[1:] for each in self._handle_state(state)}
        return self._random.choice([c for c in string.printable if c not in refused])


class _Modest(random.Random):
    """Repeats as seldom as `spread` allows: `x{3,5000}` is three to `3 + spread`."""

    spread = 0

    def randint(self, a: int, b: int) -> int:
        return super().randint(a, min(b, a + self.spread))


@cache
def matching(pattern: str, least: int, most: int | None, turn: int) -> tuple[str, ...]:
    """Candidates, the shortest first; the caller has to judge them."""
    python = _as_python(pattern)
    found: dict[str, None] = {}
    for spread in (0, 1, 3, 8, max(least, 1), 2 * max(least, 1)):
        for seed in range(4):
            source = _Modest(f"{pattern}/{spread}/{seed}/{turn}")
            source.spread = min(spread, _LONGEST)
            text = _generated(python, source)
            if (
                text is not None
                and least <= len(text)
                and (most is None or len(text) <= most)
            ):
                found[text] = None
        if len(found) > 3 + turn:
            break
    return tuple(found)


def _generated(pattern: str, source: random.Random) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _Ordered(source, nonword=_NOT_OF_WORDS).xeger(pattern)
    except (re.error, RecursionError, OverflowError, IndexError, KeyError, ValueError):
        return None


def _as_python(pattern: str) -> str:
    """The same in Python's dialect, as far as it has one."""
    found = _NAMED.sub("(?P<", pattern)
    inside = re.compile(r"\[[^\]]*\]")
    for classes, letters in _CLASSES:
        found = inside.sub(lambda match: classes.sub(letters, match[0]), found)
        found = classes.sub(f"[{letters}]" if letters else "", found)
    return found.replace(r"\/", "/").replace(r"\-", r"\-")
