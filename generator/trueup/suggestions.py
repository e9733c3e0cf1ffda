"""Suggestions for misspelled names."""

from __future__ import annotations

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
    """
    names = sorted(set(known))
    match = nearest(word, names)
    if match is not None:
        return f"did you mean `{match}`?"
    if 0 < len(names) <= 12:
        return "known: " + ", ".join(f"`{name}`" for name in names)
    return None


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
