"""Identifiers from any text: words, case styles, reserved words, scopes.

The only maker of generated identifiers. Knows Python's lexical rules, no schema.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from .quoting import Code

BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))

_LONGEST = 72
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
_CAPITALS = re.compile(r"[A-Z]++(?:s(?=[A-Z_]|\W|$))?+")


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


def _joined(parts: tuple[str, ...], separator: str) -> str:
    """One identifier of these words, put together as Python does (PEP 3131).

    Very long names lose words from their middle, since they begin with what owns them
    and end with what they are.
    """
    name = unicodedata.normalize("NFKC", separator.join(parts))
    if len(name) <= _LONGEST:
        return name
    end = _fitting(reversed(parts), _LONGEST // 2, separator)[::-1]
    room = _LONGEST - len(separator.join(("", *end)))
    start = _fitting(parts[: len(parts) - len(end)], room, separator)
    kept = unicodedata.normalize("NFKC", separator.join((*start, *end)))
    if len(kept) < _LONGEST // 2 or len(kept) > _LONGEST:  # a word alone is very long
        kept = name[:_LONGEST].rstrip("_")
    return kept


def _fitting(parts: Iterable[str], room: int, separator: str) -> tuple[str, ...]:
    """As many of the first parts as fit into `room` characters."""
    fitting: list[str] = []
    for part in parts:
        room -= len(separator + part)
        if room < 0:
            break
        fitting.append(part)
    return tuple(fitting)


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
    """The name of an enumeration's member; a leading sign is spelled out."""
    is_signed = len(text) > 1 and text[0] in "+-" and text[1:2].isalnum()
    sign = (_SYMBOLS[text[0]],) if is_signed else ()
    return _legal(screaming((*sign, *(words(text) or spelled(text)))), context)


def _legal(name: str, context: str) -> str:
    """An identifier that is not a keyword; `context` leads where `name` cannot."""
    if not name:
        return context
    if not name.isidentifier():
        joint = "" if context[:1].isupper() and not context.isupper() else "_"
        name = f"{context}{joint}{name}"
    return name + "_" if keyword.iskeyword(name) else name


class Scope:
    """A namespace of unique identifiers; the first claim gets the plain name.

    >>> scope = Scope({"list"})
    >>> scope.claim("list")
    'list_'
    """

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._reserved = frozenset(reserved)
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def claim(self, name: str, *alternatives: str) -> Code:
        """The first free one of `name` and `alternatives`, else `name_2`, `name_3`, …

        Where all are reserved, `name` gets an underscore. The count never goes back, so
        that claims take time in proportion to their number.
        """
        base = name.rstrip("_")
        last = f"{name}_" if name in self._reserved else name
        for candidate in (name, *alternatives, last):
            if candidate not in self:
                return self._take(candidate)
        count = self._counts.get(base, 1)
        while (numbered := f"{base}_{(count := count + 1)}") in self:
            pass
        self._counts[base] = count
        return self._take(numbered)

    def _take(self, name: str) -> Code:
        if not name.isidentifier():
            raise ValueError(f"not an identifier: {name!r}")
        self._taken.add(name)
        return Code(name)

    def __contains__(self, name: str) -> bool:
        return name in self._taken or name in self._reserved


class Claim(Struct, frozen=True):
    """The name that one thing should get, and longer names that say more.

    `is_exact`: its author wrote the name just so.
    """

    name: str
    alternatives: tuple[str, ...] = ()
    is_exact: bool = False


def claim_names(scope: Scope, claims: Sequence[Claim]) -> tuple[Code, ...]:
    """A name for each claim, in the same order.

    Exact claims come first, then the others' first choices, then what is left.
    """
    names: dict[int, Code] = {}
    for only_exact in (True, False):
        for index, claim in enumerate(claims):
            if index not in names and claim.is_exact >= only_exact:
                if claim.name not in scope:
                    names[index] = scope.claim(claim.name)
    for index, claim in enumerate(claims):
        if index not in names:
            names[index] = scope.claim(claim.name, *claim.alternatives)
    return tuple(names[index] for index in range(len(claims)))


_DEVICES = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "clock$",
        "conin$",
        "conout$",
        *tuple(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    )
)


def dotted_name(text: str) -> Code:
    """A name that is ours, or a path of names with leading dots, as code.

    Raises `ValueError` for anything else.
    """
    names = text.lstrip(".")
    if names and not all(map(str.isidentifier, names.split("."))):
        raise ValueError(f"not a name: {text!r}")
    return Code(text)


def is_device(name: str) -> bool:
    """Whether Windows opens a device, not a file, by this name: `NUL`, `com¹.py`.

    Extensions, letter case and trailing spaces do not count there, and characters that
    look alike are not trusted to differ.
    """
    stem = unicodedata.normalize("NFKC", name).split(".")[0].split(":")[0]
    return stem.strip().casefold() in _DEVICES
