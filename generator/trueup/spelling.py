"""Guesses what somebody meant to type. Knows no stage."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Help text that names the nearest of `known`, or lists them where none is near.

    >>> did_you_mean("outptu", ["output", "package"])
    'did you mean `output`?'
    """
    import difflib  # only mistakes need it

    names = sorted(set(known))
    folded = {name.casefold(): name for name in reversed(names)}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{folded[near[0]]}`?"
    if 0 < len(names) <= 12:
        return "known: " + ", ".join(f"`{name}`" for name in names)
    return None
