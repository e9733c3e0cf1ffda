"""Identifiers from any text: words, case styles, reserved words, scopes."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from .quoting import Code
from .symbol_words import symbol_word

BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))

_MAX_LENGTH = 72
_BOUNDARY = re.compile(
    r"""
      (?<=[a-z0-9])(?=[A-Z])          # petName  -> pet Name
    | (?<=[A-Z])(?=[A-Z][a-z])        # HTTPServer -> HTTP Server
    """,
    re.VERBOSE,
)
_ONE_WORD = re.compile(
    r"""
      OAuth | (?<![a-z])oAuth | IPsec
    | (?<![A-Za-z0-9])[a-z][A-Z]{2,6}(?=[A-Z][a-z]|[^A-Za-z]|$)  # mTLS, iOSVersion
    | (?<![A-Z0-9])[A-Z]2[A-Z](?![a-z])                         # B2B
    | (?<![A-Z])[A-Z]{2,6}v(?=\d)                              # TLSv1.2
    """,
    re.VERBOSE,
)
"""Words whose capitals are not at the beginning of a word."""
_CAPITALS = re.compile(r"[A-Z]++(?:s(?=[A-Z_]|\W|$))?+")


@lru_cache(maxsize=1 << 15)
def words(text: str) -> tuple[str, ...]:
    """`"petID/v2"` → `("pet", "id", "v2")`: lower-case words of letters and digits."""
    text = unicodedata.normalize("NFKC", text).replace("'", "").replace("’", "")
    text = _ONE_WORD.sub(lambda match: match[0].capitalize(), text)
    text = _CAPITALS.sub(_plural_acronym, text)
    parts = (
        _without_symbols(word.lower())
        for part in re.split(r"[^\w]+|_+", text)
        for word in _BOUNDARY.split(part)
    )
    return tuple(filter(None, parts))


def _without_symbols(word: str) -> str:
    """A word of the class `\\w` without what cannot be in an identifier, such as `²`."""
    if word.isascii():
        return word
    return "".join(c for c in word if ("_" + c).isidentifier())


def _plural_acronym(match: re.Match[str]) -> str:
    """`"IDs"` as `"Ids"`, which is one word; other capitals unchanged."""
    capitals = match[0]
    is_plural = capitals.endswith("s") and len(capitals) > 2
    return capitals.capitalize() if is_plural else capitals


def _words_of_symbols(text: str) -> tuple[str, ...]:
    """The words of a text, including its symbols: `"-name"` → `("minus", "name")`."""
    return words(re.sub(r"\W|_", symbol_word, text))


def snake(parts: Iterable[str]) -> str:
    return _join(tuple(parts), "_")


def pascal(parts: Iterable[str]) -> str:
    return _join(tuple(_capitalized(part) for part in parts), "")


def _capitalized(word: str) -> str:
    word = word[:1].upper() + word[1:]
    return "OAuth" + word[5:] if word.startswith("Oauth") else word


def screaming_snake(name: str) -> str:
    """An identifier in upper case, in the normal form of Python."""
    return unicodedata.normalize("NFKC", name.upper())


def fits_in_name(parts: tuple[str, ...]) -> bool:
    """Whether an identifier can contain all of these words."""
    return len("_".join(parts)) <= _MAX_LENGTH


def _join(parts: tuple[str, ...], separator: str) -> str:
    """Join words to one identifier, in the normal form of Python (PEP 3131).

    Words in the middle of very long names are omitted: the first words name the owner, and
    the last ones the thing itself.
    """
    name = unicodedata.normalize("NFKC", separator.join(parts))
    if len(name) <= _MAX_LENGTH:
        return name
    end = _fitting(reversed(parts), _MAX_LENGTH // 2, separator)[::-1]
    room = _MAX_LENGTH - len(separator.join(("", *end)))
    start = _fitting(parts[: len(parts) - len(end)], room, separator)
    short = unicodedata.normalize("NFKC", separator.join((*start, *end)))
    if not _MAX_LENGTH // 2 <= len(short) <= _MAX_LENGTH:  # one word is very long
        short = name[:_MAX_LENGTH].rstrip("_")
    return short


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
    """A class name; a text in that style is preserved."""
    if re.fullmatch(r"[A-Z][A-Za-z0-9]*", text) and len(text) <= _MAX_LENGTH:
        return _legal(text, context)
    return _legal(pascal(words(text) or _words_of_symbols(text)), context)


@lru_cache(maxsize=1 << 15)
def member_name(text: str, context: str = "field") -> str:
    """The name of a field, a parameter, a function or a module."""
    return _legal(snake(words(text) or _words_of_symbols(text)), context)


def constant_name(text: str) -> str:
    """The name of an enumeration member; signs at its start and end are words."""
    body = text.rstrip("+-")
    leading = text[:1] if re.match(r"[+-][^\W_]", text) else ""
    trailing = text[len(body) :] if body[-1:].isalnum() else ""
    parts = (
        *_words_of_symbols(leading),
        *(words(text) or _words_of_symbols(text)),
        *_words_of_symbols(trailing),
    )
    return _legal(screaming_snake(snake(parts)), "VALUE")


def distinct_constant_name(text: str) -> str:
    """The name of a member whose `constant_name` is taken: with symbols as words."""
    without_separators = re.sub(r"(?<=\w)[-_ .](?=\w)|_", " ", text)
    spelled = re.sub(r"[^\w ]", symbol_word, without_separators)
    return _legal(screaming_snake(snake(words(spelled))), "VALUE")


def _legal(name: str, context: str) -> str:
    """An identifier that is not a keyword; starts with `context` if `name` is not one."""
    if not name:
        return context
    if not name.isidentifier():
        separator = "" if context[:1].isupper() and not context.isupper() else "_"
        name = f"{context}{separator}{name}"
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
        """Claim the first free one of `name` and `alternatives`, or `name_`, if `name` is
        reserved, or `name_2`, `name_3`, …

        The number never decreases, so that the time for all claims is linear.
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
    """A preferred name, and alternatives with more context. `is_exact` if the name is
    the same in the description."""

    name: str
    alternatives: tuple[str, ...] = ()
    is_exact: bool = False


def member_claim(text: str, context: str = "field", *alternatives: str) -> Claim:
    name = member_name(text, context)
    return Claim(name, alternatives, name == text)


def operation_constant(function: str) -> str:
    """`cancel` → `CANCEL`; in scripts without case, a suffix is added instead."""
    upper = screaming_snake(function).rstrip("_")
    return upper if upper != function.rstrip("_") else f"{upper}_OPERATION"


def claim_names(scope: Scope, claims: Sequence[Claim]) -> tuple[Code, ...]:
    """A name for each claim, in the same order.

    Exact claims have priority, then the preferred names of the others.
    """
    preferred = {claim.name for claim in claims}
    if len(preferred) == len(claims) and not any(map(scope.__contains__, preferred)):
        return tuple(scope.claim(claim.name) for claim in claims)  # as in most scopes
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
    """A dotted name with optional leading dots as code; raises `ValueError` otherwise."""
    names = text.lstrip(".")
    if names and not all(map(str.isidentifier, names.split("."))):
        raise ValueError(f"not a name: {text!r}")
    return Code(text)


@lru_cache(1024)
def is_device(name: str) -> bool:
    """Whether Windows opens a device by this file name, such as `NUL` or `com¹.py`.

    Windows ignores the extension, the case and trailing spaces. Compatible characters are
    treated as equal.
    """
    stem = unicodedata.normalize("NFKC", name).split(".")[0].split(":")[0]
    return stem.strip().casefold() in _DEVICES
