"""Regular expressions of JavaScript, matched in bounded time.

They are translated for the engine of jsonschema-rs, which accepts the syntax of Unicode
mode: characters that JavaScript reads as literals in its other mode are escaped, and the
flag `i` becomes classes of both cases. The engine is linear except for lookaround and back
references, whose steps are limited.
"""

from __future__ import annotations

import re
from functools import lru_cache

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind
from msgspec import Struct

from ..examples.patterns import weight

MAX_LENGTH = 5_000
"""Maximum length of a pattern."""

MAX_BACKTRACKING = 10_000
"""Maximum steps of backtracking per string."""

MAX_WORK = 20_000_000
"""Maximum of the states of a pattern times the length of a string."""

OPTIONS = jsonschema_rs.FancyRegexOptions(
    backtrack_limit=MAX_BACKTRACKING, size_limit=1 << 20
)


class UnsupportedPattern(ValueError):
    """A pattern that is not valid or that the engine does not support."""


class TooManySteps(Exception):
    """A string for which a pattern needs too many steps."""


class JsPattern(Struct, frozen=True, eq=False):
    """A compiled pattern."""

    source: str
    validator: jsonschema_rs.Draft7Validator
    states: int

    def matches(self, text: str) -> bool:
        """Whether the pattern matches anywhere in a string. Raises `TooManySteps`."""
        if self.states * len(text) > MAX_WORK:
            raise TooManySteps(self.source)
        if self.validator.is_valid(text):
            return True
        for error in self.validator.iter_errors(text):
            if isinstance(error.kind, ValidationErrorKind.BacktrackLimitExceeded):
                raise TooManySteps(self.source)
        return False


@lru_cache(maxsize=1000)
def compile_pattern(source: str, flags: str = "") -> JsPattern:
    """Compile a pattern. Raises `UnsupportedPattern`."""
    if len(source) > MAX_LENGTH:
        raise UnsupportedPattern(f"a pattern has more than {MAX_LENGTH:,} characters")
    unsupported = set(flags) - set("dgiuvy")
    if unsupported:
        flag = min(unsupported)
        raise UnsupportedPattern(f"flag `{flag}` of a pattern is not supported")
    translated = translate(source, ignores_case="i" in flags)
    try:
        validator = jsonschema_rs.Draft7Validator(
            {"pattern": translated}, pattern_options=OPTIONS
        )
    except ValueError:
        message = f"the pattern `{source}` is not valid or not supported"
        raise UnsupportedPattern(message) from None
    return JsPattern(source, validator, weight(translated))


_DELIMITED = re.compile(r"/(.+)/([a-z]*)", re.DOTALL)


def pattern_of_option(text: str) -> JsPattern:
    """The pattern of an option: `a+`, or `/a+/i` with flags."""
    match = _DELIMITED.fullmatch(text)
    return compile_pattern(match[1], match[2]) if match else compile_pattern(text)


_QUANTIFIER = re.compile(r"\{\d+(?:,\d*)?\}")
_GROUP = re.compile(r"\(\?(?:[:=!]|<[=!]|<[A-Za-z_$][\w$]*>)")
_ESCAPE = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]+\}|c[A-Za-z]"
    r"|[pP]\{[^}]*\}|k<[^>]*>|.)",
    re.DOTALL,
)
_SYNTAX = frozenset("^$\\.*+?()[]{}|/-")
_LETTERS_WITH_MEANING = frozenset("dDwWsSbBnrtfv0123456789")
_SETS = frozenset("dDwWsS")


def translate(source: str, *, ignores_case: bool = False) -> str:
    """A pattern of JavaScript in the syntax of its Unicode mode."""
    parts: list[str] = []
    position = 0
    while position < len(source):
        character = source[position]
        if character == "\\":
            match = _ESCAPE.match(source, position)
            token = match[0] if match else "\\"
            parts.append(_escape(token, ignores_case))
        elif character == "[":
            token = _class_at(source, position)
            parts.append(_translate_class(token, ignores_case))
        elif match := _GROUP.match(source, position):
            token = match[0]
            parts.append(token)
        elif character == "{":
            match = _QUANTIFIER.match(source, position) if position else None
            token = match[0] if match else character
            parts.append(token if match else r"\{")
        else:
            token = character
            parts.append(_character(token, ignores_case))
        position += len(token)
    return "".join(parts)


def _character(character: str, ignores_case: bool) -> str:
    if character in "}]":
        return "\\" + character
    cases = _both_cases(character) if ignores_case else character
    return f"[{cases}]" if len(cases) > 1 else character


def _escape(token: str, ignores_case: bool) -> str:
    """An escape; of a letter without a meaning, it is the letter."""
    if len(token) == 2 and token[1] == "0":
        return r"\x00"
    if len(token) != 2 or token[1] in _LETTERS_WITH_MEANING or token[1] in _SYNTAX:
        return token
    return _character(token[1], ignores_case)


def _both_cases(character: str) -> str:
    lower, upper = character.lower(), character.upper()
    cases = {case for case in (character, lower, upper) if len(case) == 1}
    return "".join(sorted(cases))


def _class_at(source: str, start: int) -> str:
    """The class that starts at an offset, to its closing bracket."""
    position = start + 1
    while position < len(source) and source[position] != "]":
        position += 2 if source[position] == "\\" else 1
    if position >= len(source):
        raise UnsupportedPattern(f"the pattern `{source}` has an unterminated class")
    return source[start : position + 1]


def _translate_class(token: str, ignores_case: bool) -> str:
    body = token[1:-1]
    negation = "^" if body.startswith("^") else ""
    atoms = _atoms(body[len(negation) :])
    if not atoms:
        return r"[\s\S]" if negation else "(?!)"
    parts: list[str] = []
    position = 0
    while position < len(atoms):
        low, high = atoms[position], atoms[position + 2 : position + 3]
        is_range = atoms[position + 1 : position + 2] == ["-"] and high
        if is_range and not _is_set(low) and not _is_set(high[0]):
            parts.append(_range(low, high[0], ignores_case))
            position += 3
        else:
            parts.append(_in_class(low, ignores_case))
            position += 1
    return f"[{negation}{''.join(parts)}]"


def _atoms(body: str) -> list[str]:
    atoms: list[str] = []
    position = 0
    while position < len(body):
        match = _ESCAPE.match(body, position)
        atoms.append(match[0] if match else body[position])
        position += len(atoms[-1])
    return atoms


def _is_set(atom: str) -> bool:
    return len(atom) > 1 and (atom[1] in _SETS or atom[1] in "pP")


def _in_class(atom: str, ignores_case: bool) -> str:
    if len(atom) == 2 and atom[1] == "b":
        return r"\x08"
    if len(atom) == 2 and atom[1] not in _LETTERS_WITH_MEANING:
        atom = atom[1]
    if len(atom) > 1:
        return r"\x00" if atom == r"\0" else atom
    cases = _both_cases(atom) if ignores_case else atom
    return "".join(_literal_in_class(case) for case in cases)


def _literal_in_class(character: str) -> str:
    return "\\" + character if character in r"\^-[]&~|/" else character


def _range(low: str, high: str, ignores_case: bool) -> str:
    parts = [f"{_in_class(low, False)}-{_in_class(high, False)}"]
    if ignores_case and len(low) == len(high) == 1:
        for first, last, target in (("a", "z", "A"), ("A", "Z", "a")):
            start, end = max(low, first), min(high, last)
            if start <= end:
                shift = ord(target) - ord(first)
                parts.append(f"{chr(ord(start) + shift)}-{chr(ord(end) + shift)}")
    return "".join(parts)
