"""Guesses what somebody meant to type. Knows no stage."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

MOST_CHARACTERS = 60
"""In a word and in a name that are compared: that takes time by their product."""

MOST_NAMES = 500
"""That one word is compared with."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Help text that names the nearest of `known`, or lists them where none is near.

    >>> did_you_mean("outptu", ["output", "package"])
    'did you mean `output`?'
    """
    names = sorted(set(known))
    near = nearest(word, names)
    if near is not None:
        return f"did you mean `{near}`?"
    if 0 < len(names) <= 12:
        return "known: " + ", ".join(f"`{name}`" for name in names)
    return None


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that is most like `word`, without regard to case; None if none is.

    Of very many names only those are compared that begin or end like the word.
    """
    import difflib  # only mistakes need it

    word = word.casefold()
    if len(word) > MOST_CHARACTERS:
        return None
    folded: dict[str, str] = {}
    for name in names:
        if len(name) <= MOST_CHARACTERS:
            folded.setdefault(name.casefold(), name)
    candidates: Iterable[str] = folded
    if len(folded) > MOST_NAMES:
        alike = (
            name for name in folded if name[:2] == word[:2] or name[-2:] == word[-2:]
        )
        candidates = islice(alike, MOST_NAMES)
    near = difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)
    return folded[near[0]] if near else None
