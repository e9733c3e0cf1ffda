"""Words for symbols in names: `-created_at` is `MINUS_CREATED_AT`."""

from __future__ import annotations

import re

_SYMBOLS = {
    "+": "plus",
    "-": "minus",
    "*": "star",
    "/": "slash",
    "<": "less",
    ">": "greater",
    "=": "equal",
    "!": "not",
    "@": "at",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "|": "or",
    "~": "tilde",
    "^": "caret",
    ".": "dot",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "?": "question",
    "_": "underscore",
    " ": "space",
}


def symbol_word(match: re.Match[str]) -> str:
    """The word for a matched symbol, between spaces; a space for any other."""
    return f" {_SYMBOLS.get(match[0], ' ')} "
