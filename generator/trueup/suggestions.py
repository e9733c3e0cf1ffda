"""Suggestions for misspelled names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

MAX_CHARACTERS = 60
"""Maximum length of a compared word or name; comparing takes time by their product."""

MAX_NAMES = 500
"""Maximum number of names that one word is compared with."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Help text that names the most similar of `known`, or lists a few known names.

    >>> did_you_mean("outptu", ["output", "package"])
    'did you mean `output`?'
    >>> did_you_mean("output,package", ["output", "package"])
    'write `output` and `package` separately'
    """
    names = sorted(set(known))
    if parts := joined_names(word, names):
        return f"write {' and '.join(f'`{part}`' for part in parts)} separately"
    match = nearest(word, names)
    if match is not None:
        return f"did you mean `{match}`?"
    if 0 < len(names) <= 12:
        return "known: " + ", ".join(f"`{name}`" for name in names)
    return None


def joined_names(word: str, known: Iterable[str]) -> list[str]:
    """The known names that a word joins with commas or spaces; empty for other words."""
    parts = [part for part in re.split(r"[,\s]+", word) if part]
    return parts if len(parts) > 1 and set(parts).issubset(known) else []


def repeated_option(option: str, word: str, known: Iterable[str]) -> str | None:
    """Help text for a value of a repeatable option, which may join several values."""
    names = tuple(known)
    parts = joined_names(word, names)
    if not parts:
        return did_you_mean(word, names)
    options = " ".join(f"{option} {part}" for part in parts)
    return f"repeat the option: `{options}`"


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name most similar to `word`, ignoring case; None if no name is similar.

    Among very many names, only those that start or end like the word are compared.
    """
    import difflib  # only needed for mistakes

    word = word.casefold()
    if len(word) > MAX_CHARACTERS:
        return None
    folded: dict[str, str] = {}
    for name in names:
        if len(name) <= MAX_CHARACTERS:
            folded.setdefault(name.casefold(), name)
    candidates: Iterable[str] = folded
    if len(folded) > MAX_NAMES:
        similar = (
            name for name in folded if name[:2] == word[:2] or name[-2:] == word[-2:]
        )
        candidates = islice(similar, MAX_NAMES)
    matches = difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def misspelled(word: str, names: Iterable[str]) -> str | None:
    """The name that `word` was meant to be; None if no name is a letter or two away.

    Digits are not misspelled: `int16` is another format than `int64`.

    >>> misspelled("requred", ["properties", "required"])
    'required'
    """
    match = nearest(word, names)
    if match is None:
        return None
    limit = 2 if len(match) >= 8 else 1 if len(match) >= 4 else 0
    is_near = _distance(word.casefold(), match.casefold()) <= limit
    has_same_digits = _digits(word) == _digits(match)
    return match if is_near and has_same_digits and word != match else None


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _distance(left: str, right: str) -> int:
    """The number of letters to insert, delete, replace or swap with their neighbour."""
    rows = [list(range(len(right) + 1))]
    for i, first in enumerate(left, 1):
        row = [i]
        for j, second in enumerate(right, 1):
            cost = min(
                rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (first != second)
            )
            if i > 1 and j > 1 and (first, left[i - 2]) == (right[j - 2], second):
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
