"""Misspellings of known words, without those that are words of their own."""

from __future__ import annotations

from collections.abc import Iterable


def misspelt(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` misspells: it differs in case, separators or a letter
    or two, but not in digits, since `int16` is another format than `int64`."""
    import difflib  # only needed for unknown words

    letters = {_letters(name): name for name in known}
    matches = difflib.get_close_matches(_letters(word), letters, n=1, cutoff=0.85)
    similar = letters[matches[0]] if matches and len(word) < 60 else None
    return (
        similar if similar is not None and _digits(word) == _digits(similar) else None
    )


def _letters(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _digits(word: str) -> str:
    return "".join(letter for letter in word if letter.isdigit())
