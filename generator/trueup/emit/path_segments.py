"""Segments of a path, and the words in them."""

from __future__ import annotations

import re
from typing import TypeAlias

from msgspec import Struct

from .identifiers import words

Words: TypeAlias = tuple[str, ...]


class Segment(Struct, frozen=True):
    words: Words
    is_parameter: bool
    text: str


_FORMAT = re.compile(r"(?<=[^/])\.(?:json|\{\w+\})$")
"""The format of a response at the end of a path, as in `/pets.json`."""


def segments_of(path: str) -> tuple[Segment, ...]:
    segments = []
    for text in _FORMAT.sub("", path).split("/"):
        if text.startswith("{") and text.endswith("}") and text.count("{") == 1:
            segments.append(Segment(words(text[1:-1]), True, text))
        elif text:
            segments.append(Segment(words(text.replace("{", "-")), False, text))
    return tuple(segments)


_PREFIX = re.compile(r"(?:v?\d[\w.]*+|api|rest|services?)", re.IGNORECASE)


def without_prefixes(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """A path without its version and `api` prefixes."""
    start = 0
    while start < len(segments) - 1 and _is_prefix(segments[start]):
        start += 1
    return segments[start:]


def _is_prefix(segment: Segment) -> bool:
    return not segment.is_parameter and _PREFIX.fullmatch(segment.text) is not None


def ends_in_item(path: str) -> bool:
    segments = segments_of(path)
    return bool(segments) and segments[-1].is_parameter


_HASH = re.compile(r"[0-9a-f]{8,}", re.IGNORECASE)
_RANDOM = re.compile(r"(?=.{10})\d(?=.*[a-z])(?:[a-z0-9]*[A-Z]){4}[A-Za-z0-9]*")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\w)", re.IGNORECASE)


def is_hash(text: str) -> bool:
    """Whether a text is a UUID, hexadecimal with letters and at least two digits, unlike
    any word (`face2face` has one digit), or random such as `6VMVochwUWo`."""
    return (
        UUID.fullmatch(text) is not None
        or _RANDOM.fullmatch(text) is not None
        or (
            _HASH.fullmatch(text) is not None
            and sum(c.isdigit() for c in text) > 1
            and any(c.isalpha() for c in text)
        )
    )


def without_hashes(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """A path without hashes; of `classification-6VMVochwUWo`, the first half is left."""
    return tuple(
        segment if segment.is_parameter else _without_hash(segment)
        for segment in segments
        if not is_hash(segment.text)
    )


def _without_hash(segment: Segment) -> Segment:
    parts = segment.text.split("-")
    if len(parts) < 2 or not is_hash(parts[-1]):
        return segment
    rest = "-".join(parts[:-1])
    return Segment(words(rest.replace("{", "-")), False, rest)
