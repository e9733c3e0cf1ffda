"""Construction of strings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..ir import ABSENT, Json, Maybe
from ..schema_formats import FORMATS
from .numbers import count
from .patterns import matching_strings

_TEXT = "string"
_ENCODINGS = ("base64", "base64url")

MAX_LENGTH = 100_000
"""Maximum length; a schema that requires more has no example."""


def string(
    schema: Mapping[str, Json], turn: int, accepts: Callable[[str], bool]
) -> Maybe:
    """Build the `turn`-th string for a merged schema; `accepts` validates candidates."""
    least, most = count(schema, "minLength") or 0, count(schema, "maxLength")
    for text in _candidates(schema, least, most, turn):
        if accepts(text):
            return text
    return ABSENT


def _candidates(
    schema: Mapping[str, Json], least: int, most: int | None, turn: int
) -> list[str]:
    candidates: list[str] = []
    least = min(least, MAX_LENGTH)
    format_ = schema.get("format")
    known = FORMATS.get(format_) if isinstance(format_, str) else None
    examples = known.examples if known is not None else ()
    candidates += examples[turn % len(examples) :] if examples else ()
    encoding = schema.get("contentEncoding")
    if encoding in _ENCODINGS:
        candidates += FORMATS[str(encoding)].examples[turn % 3 :]
    if encoding in _ENCODINGS or format_ in ("byte", *_ENCODINGS):
        candidates += [_short(turn, 1) * (max(least, 4) + 3 & ~3), ""]
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        matches = matching_strings(pattern, least, most, turn)
        first = turn % len(matches) if matches else 0
        candidates += matches[first:] + matches[:first]
    candidates.append(_plain(least, most, turn))
    if format_ == "uri" or format_ == "url":
        candidates.append("https://example.com/".ljust(least, "a"))
    return candidates


def _plain(least: int, most: int | None, turn: int) -> str:
    text = _TEXT if turn == 0 else f"{_TEXT}{turn + 1}"
    if most is not None and len(text) > most:
        text = _short(turn, most)
    return text.ljust(least, "a")


def _short(turn: int, most: int) -> str:
    """A short string for each turn: `"s"`, `"t"`, …"""
    letters = "stringabcdefhjklmopquvwxyz0123456789"
    text = _TEXT[: max(most - 1, 0)] + letters[turn % len(letters)] if most else ""
    return text if turn else _TEXT[:most]
