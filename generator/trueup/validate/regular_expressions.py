"""Syntax of the regular expressions of ECMA-262, which `pattern` contains.

A pattern is accepted if it is valid with or without the flag `u`, so the syntax for web
browsers (ECMA-262, annex B) is included. Nesting needs no recursion.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GROUP = re.compile(r"\((?:\?(?:[:=!]|<[=!]|<([^<>()]*)>|[ims]*(?:-[ims]*)?:)|(?!\?))")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{([0-9]+)(?:,([0-9]*))?\})\??")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]+\}|c[A-Za-z]"
    r"|[pP]\{[^}]*\}|k<[^>]*>|[0-3]?[0-7]{1,2}|.)",
    re.DOTALL,
)
_CONTROLS = {"b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_SETS = frozenset("dDsSwWpPk")
_FEW_DIGITS = 9  # of the number of repetitions that is compared


class InvalidPattern(ValueError):
    """A string that is not a regular expression of ECMA-262."""


@lru_cache(maxsize=10_000)
def syntax_error(pattern: str) -> str | None:
    """The reason why a pattern is not a regular expression; None if it is one."""
    try:
        _check(pattern)
    except InvalidPattern as error:
        return str(error)
    return None


def _check(pattern: str) -> None:
    names = [match[1] for match in _GROUP.finditer(pattern) if match[1] is not None]
    open_groups: list[str] = []
    position, is_repeatable = 0, False
    while position < len(pattern):
        character = pattern[position]
        if character == "\\":
            end = _escape(pattern, position, names)
            is_repeatable = pattern[position + 1] not in "bB"
        elif character == "[":
            end, is_repeatable = _class(pattern, position), True
        elif character == "(":
            opening = _group(pattern, position)
            open_groups.append(opening)
            end, is_repeatable = position + len(opening), False
        elif character == ")":
            if not open_groups:
                raise InvalidPattern(f"unmatched `)` at character {position + 1}")
            is_repeatable = open_groups.pop() not in ("(?<=", "(?<!")
            end = position + 1
        elif match := _QUANTIFIER.match(pattern, position):
            if not is_repeatable:
                reason = f"nothing to repeat before `{match[0]}`"
                raise InvalidPattern(f"{reason} at character {position + 1}")
            _check_repetitions(match)
            end, is_repeatable = match.end(), False
        else:
            end, is_repeatable = position + 1, character not in "^$|"
        position = end
    if open_groups:
        raise InvalidPattern(f"`{open_groups[-1]}` is not closed")
    if len(set(names)) < len(names) and "|" not in pattern:
        raise InvalidPattern("two groups have the same name")


def _check_repetitions(match: re.Match[str]) -> None:
    least, most = match[1], match[2]
    if least and most and max(len(least), len(most)) <= _FEW_DIGITS:
        if int(most) < int(least):
            raise InvalidPattern(f"the limits of `{match[0]}` are out of order")


def _group(pattern: str, start: int) -> str:
    """The beginning of a group, such as `(?:`."""
    match = _GROUP.match(pattern, start)
    if match is None:
        shown = pattern[start : start + 3]
        raise InvalidPattern(f"unknown group `{shown}` at character {start + 1}")
    name = match[1]
    if name is not None and "\\" not in name:
        if not name.replace("$", "_").isidentifier():
            raise InvalidPattern(f"`{name}` is not a name for a group")
    return match[0]


def _escape(pattern: str, start: int, names: list[str]) -> int:
    """The end of an escape outside a class."""
    match = _ESCAPE.match(pattern, start)
    if match is None:
        raise InvalidPattern("it ends with a backslash")
    token = match[0]
    if token[1] == "k" and names and token[3:-1] not in names:
        raise InvalidPattern(f"`{token}` refers to no group")
    return match.end()


def _class(pattern: str, start: int) -> int:
    """The end of a class such as `[a-z]`."""
    position = start + 1 + pattern.startswith("^", start + 1)
    low: int | None = None  # the character before a hyphen
    is_range = False
    while position < len(pattern) and pattern[position] != "]":
        match = _ESCAPE.match(pattern, position)
        token = match[0] if match else pattern[position]
        position += len(token)
        if token == "-" and low is not None and not is_range:
            is_range = True
            continue
        value = _code_point(token)
        if is_range and low is not None and value is not None and value < low:
            shown = f"{chr(low)}-{chr(value)}" if low > 32 and value > 32 else "a range"
            raise InvalidPattern(f"`{shown}` of a class is out of order")
        low, is_range = (None if is_range else value), False
    if position >= len(pattern):
        raise InvalidPattern(f"the class at character {start + 1} is not closed")
    return position + 1


def _code_point(token: str) -> int | None:
    """The character of a class that a token stands for; None for a set of characters."""
    if len(token) == 1:
        return ord(token)
    kind, digits = token[1], token[2:].strip("{}")
    if kind in _SETS:
        return None
    if kind == "u" and "\\" in digits:  # a surrogate pair
        high, low = int(digits[:4], 16) - 0xD800, int(digits[-4:], 16) - 0xDC00
        return 0x10000 + (high << 10) + low
    if kind in "xu" and digits:
        return min(int(digits, 16), 0x10FFFF) if len(digits) <= _FEW_DIGITS else None
    if kind == "c" and digits:
        return ord(digits) % 32
    if kind.isdecimal() and kind < "8":
        return int(token[1:], 8)
    return _CONTROLS.get(kind, ord(kind))
