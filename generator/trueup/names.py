"""Identifiers from any text: words, case styles, reserved words, scopes.

The only maker of generated identifiers. Knows Python's lexical rules, no schema.
"""

from __future__ import annotations

import builtins
import hashlib
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
_CAPITALS = re.compile(r"[A-Z]++(?:s(?=[A-Z]|$))?+")


@lru_cache(maxsize=1 << 15)
def words(text: str) -> tuple[str, ...]:
    """`"petID/v2"` → `("pet", "id", "v2")`: lower-case words made of letters and digits."""
    text = unicodedata.normalize("NFKC", text).replace("'", "").replace("’", "")
    text = text.replace("OAuth", "Oauth")
    text = _CAPITALS.sub(_plural_acronym, text)
    pieces = re.split(r"[^\w]+|_+", text)
    found: list[str] = []
    for piece in pieces:
        for word in _BOUNDARY.split(piece):
            kept = "".join(c for c in word.lower() if ("_" + c).isidentifier())
            if kept:
                found.append(kept)
    return tuple(found)


def _plural_acronym(match: re.Match[str]) -> str:
    """`"IDs"` as `"Ids"`, which is one word; other capitals as they are."""
    capitals = match[0]
    is_plural = capitals.endswith("s") and len(capitals) > 2
    return capitals.capitalize() if is_plural else capitals


def spelled(text: str) -> tuple[str, ...]:
    """The words of `text` with its symbols spelled out: `"-name"` → `("minus", "name")`."""
    return words(
        re.sub(r"[^\w]|_", lambda match: f" {_SYMBOLS.get(match[0], ' ')} ", text)
    )


def snake(parts: Iterable[str]) -> str:
    return _joined(tuple(parts), "_")


def pascal(parts: Iterable[str]) -> str:
    return _joined(tuple(part[:1].upper() + part[1:] for part in parts), "")


def screaming(parts: Iterable[str]) -> str:
    return capitals(snake(parts))


def capitals(name: str) -> str:
    """An identifier in capitals, as Python reads it."""
    return unicodedata.normalize("NFKC", name.upper())


def _joined(parts: tuple[str, ...], joint: str) -> str:
    """Very long names lose words from their middle, since they begin with whose they
    are and end with what they are. A hash of the whole keeps them apart. Letters and
    marks are put together as Python does with identifiers (PEP 3131)."""
    name = unicodedata.normalize("NFKC", joint.join(parts))
    if len(name) <= _LONGEST:
        return name
    mark = f"_{fingerprint(name)}"
    room = _LONGEST - len(mark)
    end = _fitting(reversed(parts), room // 2, joint)[::-1]
    start = _fitting(parts, room - len(joint.join(("", *end))), joint)
    kept = unicodedata.normalize("NFKC", joint.join((*start, *end)))
    if len(kept) < room // 2:  # a word alone is very long
        kept = name[:room].rstrip("_")
    return kept + mark


def _fitting(parts: Iterable[str], room: int, joint: str) -> tuple[str, ...]:
    """As many of the first parts as fit."""
    found: list[str] = []
    for part in parts:
        room -= len(joint + part)
        if room < 0:
            break
        found.append(part)
    return tuple(found)


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
        self._counts: dict[str, int] = {}
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
            chosen = self._numbered(f"{name.rstrip('_')}_{fingerprint(text)}")
        self.clashes.append((text, chosen))
        self._taken.add(chosen)
        return Code(chosen)

    def _numbered(self, marked: str) -> str:
        """`marked`, or where one text is claimed again, the next free `marked_2`, …

        The count never goes back, so claims take time in proportion to their number.
        """
        chosen = marked
        while chosen in self._taken:
            count = self._counts[marked] = self._counts.get(marked, 1) + 1
            chosen = f"{marked}_{count}"
        return chosen

    def __contains__(self, name: str) -> bool:
        return name in self._taken


_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", "clock$", "conin$", "conout$")
    + tuple(f"{port}{number}" for port in ("com", "lpt") for number in range(10))
)


def is_device(name: str) -> bool:
    """Whether Windows opens a device, not a file, by this name: `NUL`, `com¹.py`.

    Extensions, letter case and trailing spaces do not count there, and characters that
    look alike are not trusted to differ.
    """
    stem = unicodedata.normalize("NFKC", name).split(".")[0].split(":")[0]
    return stem.strip().casefold() in _DEVICES
