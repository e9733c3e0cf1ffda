"""Strings: by format, by pattern, by length."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..ir import ABSENT, Json, Maybe
from .patterns import matching

FORMATS: Mapping[str, tuple[str, ...]] = {
    "date-time": (
        "2024-01-02T03:04:05Z",
        "2024-01-03T03:04:05Z",
        "2024-01-04T03:04:05Z",
    ),
    "date": ("2024-01-02", "2024-01-03", "2024-01-04"),
    "time": ("03:04:05Z", "03:04:06Z", "03:04:07Z"),
    "duration": ("P1D", "P2D", "P3D"),
    "uuid": (
        "123e4567-e89b-42d3-a456-426614174000",
        "123e4567-e89b-42d3-a456-426614174001",
        "123e4567-e89b-42d3-a456-426614174002",
    ),
    "email": ("user@example.com", "other@example.com", "third@example.com"),
    "idn-email": ("user@example.com", "other@example.com", "third@example.com"),
    "hostname": ("example.com", "example.org", "example.net"),
    "idn-hostname": ("example.com", "example.org", "example.net"),
    "ipv4": ("192.0.2.1", "192.0.2.2", "192.0.2.3"),
    "ipv6": ("2001:db8::1", "2001:db8::2", "2001:db8::3"),
    "uri": ("https://example.com/", "https://example.org/", "https://example.net/"),
    "url": ("https://example.com/", "https://example.org/", "https://example.net/"),
    "uri-reference": ("/a", "/b", "/c"),
    "iri": ("https://example.com/", "https://example.org/", "https://example.net/"),
    "iri-reference": ("/a", "/b", "/c"),
    "uri-template": ("/a/{b}", "/b/{c}", "/c/{d}"),
    "json-pointer": ("/a", "/b", "/c"),
    "relative-json-pointer": ("0", "1", "2"),
    "regex": ("a", "b", "c"),
    "byte": ("aGVsbG8=", "d29ybGQ=", "YWdhaW4="),
    "base64": ("aGVsbG8=", "d29ybGQ=", "YWdhaW4="),
}
_WORDS = "string"
LONGEST = 100_000


def string(
    schema: Mapping[str, Json], turn: int, accepts: Callable[[str], bool]
) -> Maybe:
    """The `turn`-th text that a flat schema allows; `accepts` judges candidates."""
    least, most = _length(schema, "minLength") or 0, _length(schema, "maxLength")
    for text in _candidates(schema, least, most, turn):
        if accepts(text):
            return text
    return ABSENT


def _candidates(
    schema: Mapping[str, Json], least: int, most: int | None, turn: int
) -> list[str]:
    found: list[str] = []
    format_ = schema.get("format")
    known = FORMATS.get(format_, ()) if isinstance(format_, str) else ()
    found += known[turn % len(known) :] if known else ()
    if schema.get("contentEncoding") == "base64":
        found += FORMATS["byte"][turn % 3 :]
    if schema.get("contentEncoding") == "base64" or format_ in ("byte", "base64"):
        found += [_spelled(turn, 1) * (max(_bounded(least), 4) + 3 & ~3), ""]
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        made = matching(pattern, least, most, turn)
        found += made[turn % len(made) :] + made[: turn % len(made)] if made else []
    found.append(_plain(least, most, turn))
    if format_ == "uri" or format_ == "url":
        found.append("https://example.com/".ljust(_bounded(least), "a"))
    return found


def _plain(least: int, most: int | None, turn: int) -> str:
    text = _WORDS if turn == 0 else f"{_WORDS}{turn + 1}"
    if most is not None and len(text) > most:
        text = _spelled(turn, most)
    return text.ljust(_bounded(least), "a")


def _bounded(length: int) -> int:
    """A length that a sample may have. What needs to be longer has no sample."""
    return min(length, LONGEST)


def _spelled(turn: int, most: int) -> str:
    """A short text for each turn: `"s"`, `"t"`, …"""
    letters = "stringabcdefhjklmopquvwxyz0123456789"
    text = _WORDS[: max(most - 1, 0)] + letters[turn % len(letters)] if most else ""
    return text if turn else _WORDS[:most]


def _length(schema: Mapping[str, Json], word: str) -> int | None:
    value = schema.get(word)
    return int(value) if isinstance(value, int | float) else None
