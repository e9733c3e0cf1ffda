"""Identifiers from any text: words, case styles, reserved words, scopes.

The only maker of generated identifiers. Knows Python's lexical rules, no schema.
"""

from __future__ import annotations

import builtins
import hashlib
import itertools
import keyword
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from .quoting import Code

BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))

_LONGEST = 60
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
_BOUNDARY = re.compile(
    r"""
      (?<=[a-z0-9])(?=[A-Z])          # petName  -> pet Name
    | (?<=[A-Z])(?=[A-Z][a-z])        # HTTPServer -> HTTP Server
    """,
    re.VERBOSE,
)
_PLURAL_ACRONYM = re.compile(r"([A-Z]{2,})s(?=[A-Z]|$)")


@lru_cache(maxsize=1 << 15)
def words(text: str) -> tuple[str, ...]:
    """`"petID/v2"` → `("pet", "id", "v2")`: lower-case words made of letters and digits."""
    text = unicodedata.normalize("NFKC", text).replace("'", "").replace("’", "")
    text = text.replace("OAuth", "Oauth")
    text = _PLURAL_ACRONYM.sub(lambda match: match[1].capitalize() + "s", text)
    pieces = re.split(r"[^\w]+|_+", text)
    found: list[str] = []
    for piece in pieces:
        for word in _BOUNDARY.split(piece):
            kept = "".join(c for c in word.lower() if ("_" + c).isidentifier())
            if kept:
                found.append(kept)
    return tuple(found)


def spelled(text: str) -> tuple[str, ...]:
    """The words of `text` with its symbols spelled out: `"-name"` → `("minus", "name")`."""
    return words(
        re.sub(r"[^\w]|_", lambda match: f" {_SYMBOLS.get(match[0], ' ')} ", text)
    )


def snake(parts: Iterable[str]) -> str:
    return _cut(tuple(parts), "_")


def pascal(parts: Iterable[str]) -> str:
    return _cut(tuple(part[:1].upper() + part[1:] for part in parts), "")


def screaming(parts: Iterable[str]) -> str:
    return snake(parts).upper()


def _cut(parts: tuple[str, ...], joint: str) -> str:
    """Of very long names the first words, and a hash of the whole, so that they still
    differ."""
    name = joint.join(parts)
    if len(name) <= _LONGEST:
        return name
    room = _LONGEST - 7
    kept = itertools.accumulate(parts, lambda one, other: f"{one}{joint}{other}")
    whole = max((text for text in kept if len(text) <= room), key=len, default="")
    head = whole if len(whole) > room // 2 else name[:room].rstrip("_")
    return f"{head}_{fingerprint(name)}"


def fingerprint(text: str) -> str:
    """Six letters and digits that stand for `text`; they begin with a letter."""
    return "x" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:5]


def class_name(text: str, context: str = "Model") -> str:
    """A class name; one that its author already wrote as such stays as it is."""
    if re.fullmatch(r"[A-Z][A-Za-z0-9]*", text) and len(text) <= _LONGEST:
        return _legal(text, context)
    return _legal(pascal(words(text) or spelled(text)), context)


@lru_cache(maxsize=1 << 15)
def member_name(text: str, context: str = "field") -> str:
    """A name of a field, a parameter, a function or a module."""
    return _legal(snake(words(text) or spelled(text)), context)


def constant_name(text: str, context: str = "VALUE") -> str:
    """A name of an enumeration's member; a leading sign is spelled out."""
    signed = len(text) > 1 and text[0] in "+-" and text[1:2].isalnum()
    return _legal(
        screaming(spelled(text) if signed else words(text) or spelled(text)), context
    )


def _legal(name: str, context: str) -> str:
    """An identifier that is no keyword; `context` leads where `name` cannot."""
    if not name:
        return context
    if not name.isidentifier():
        joint = "" if context[:1].isupper() and not context.isupper() else "_"
        name = f"{context}{joint}{name}"
    return name + "_" if keyword.iskeyword(name) else name


class Scope:
    """Names taken in one namespace. Whoever comes first keeps the plain name.

    >>> scope = Scope({"list"})
    >>> scope.claim("list", "list")
    'list_'
    """

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)
        self.clashes: list[tuple[str, str]] = []
        """(text that was named, name it got) wherever the plain name was taken."""

    def claim(self, name: str, text: str, *alternatives: str) -> Code:
        """The first free one of `name` and `alternatives`, else one marked by `text`.

        The mark depends on `text` alone, so that what joins a description later
        does not rename what is there.
        """
        if name not in self._taken:
            self._taken.add(name)
            return Code(name)
        for candidate in alternatives:
            if candidate not in self._taken:
                self._taken.add(candidate)
                return Code(candidate)
        chosen = f"{name.rstrip('_')}_"
        if chosen in self._taken:
            mark = fingerprint(text)
            chosen = f"{name.rstrip('_')}_{mark}"
            while chosen in self._taken:  # the same text twice
                mark = fingerprint(mark + text)
                chosen = f"{name.rstrip('_')}_{mark}"
        self.clashes.append((text, chosen))
        self._taken.add(chosen)
        return Code(chosen)

    def __contains__(self, name: str) -> bool:
        return name in self._taken
