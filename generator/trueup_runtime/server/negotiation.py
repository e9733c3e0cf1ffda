"""Negotiation of media types: what a client accepts, and what it sent.

RFC 9110, sections 8.3 (Content-Type) and 12.5.1 (Accept).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ..client import media

MAX_ACCEPT: Final = 8192
"""Characters of an `Accept` header that are parsed; a longer one is ignored."""

MAX_RANGES: Final = 100
MAX_CONTENT_TYPE: Final = 1024


class MediaType(Struct, frozen=True):
    """A media type or range; names are lower case."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def essence(self) -> str:
        """Without parameters."""
        return f"{self.type}/{self.subtype}"

    @property
    def is_json(self) -> bool:
        """Whether it is one JSON document."""
        return media.is_json(self.essence)

    @property
    def is_range(self) -> bool:
        return self.subtype[:1] == "*"

    def parameter(self, name: str) -> str | None:
        return dict(self.parameters).get(name)

    def covers(self, candidate: MediaType) -> bool:
        """Whether `candidate` lies within this range; `charset` does not count."""
        wanted = self._significant
        return (
            self.type in ("*", candidate.type)
            and self._takes(candidate.subtype)
            and wanted <= set(candidate.parameters)
        )

    @property
    def _significant(self) -> set[tuple[str, str]]:
        return {pair for pair in self.parameters if pair[0] != "charset"}

    def _takes(self, subtype: str) -> bool:
        """`*+json`, as frameworks write it, takes `json` and `problem+json`."""
        if self.subtype.startswith("*+"):
            suffix = self.subtype[2:]
            return subtype in (suffix, self.subtype) or subtype.endswith(f"+{suffix}")
        return self.subtype in ("*", subtype)

    @property
    def precision(self) -> int:
        """How specific the range is: `*/*` least."""
        if self.type == "*":
            return 0
        return 1 if self.subtype[0] == "*" else 2 + len(self._significant)


@lru_cache(maxsize=512)
def media_type(text: str) -> MediaType | None:
    """A media type as it stands in a header; None where it is not one."""
    if len(text) > MAX_CONTENT_TYPE:
        return None
    essence, *rest = media.sections(text, ";")
    kind, slash, subtype = essence.strip().lower().partition("/")
    if not slash or not kind or not subtype or " " in kind + subtype:
        return None
    pairs = (piece.partition("=") for piece in rest)
    parameters = tuple(
        (name.strip().lower(), _unquoted(value.strip()))
        for name, equals, value in pairs
        if equals and name.strip()
    )
    return MediaType(kind, subtype, parameters)


def _unquoted(value: str) -> str:
    return media.unquote_string(value) if value.startswith('"') else value.lower()


@lru_cache(maxsize=512)
def _ranges(accept: str) -> tuple[tuple[MediaType, float], ...]:
    """The ranges of an `Accept` header with their weights; malformed ones are left out."""
    ranges: list[tuple[MediaType, float]] = []
    for element in media.sections(accept, ",")[:MAX_RANGES]:
        parsed = media_type("*/*" if element.strip() == "*" else element)
        if parsed is None:
            continue
        weight = _weight(parsed.parameter("q"))
        parameters = tuple(pair for pair in parsed.parameters if pair[0] != "q")
        ranges.append((MediaType(parsed.type, parsed.subtype, parameters), weight))
    return tuple(ranges)


def _weight(text: str | None) -> float:
    if text is None:
        return 1.0
    return float(text) if re.fullmatch(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?", text) else 1.0


def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The offered media type that the client prefers; None if it accepts none.

    No `Accept`, or one without a single readable range, takes anything. So does one
    that is too long. Of types with equal weight, the first wins.
    """
    is_ignored = accept is not None and len(accept) > MAX_ACCEPT
    return _choose(None if is_ignored else accept, offered)


@lru_cache(maxsize=512)
def _choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    ranges = _ranges(accept) if accept is not None else ()
    if not ranges:
        return offered[0] if offered else None
    best: tuple[float, str] | None = None
    for text in offered:
        weight = _weight_of(media_type(text), ranges)
        if weight > 0 and (best is None or weight > best[0]):
            best = (weight, text)
    return None if best is None else best[1]


def _weight_of(
    offer: MediaType | None, ranges: Sequence[tuple[MediaType, float]]
) -> float:
    """The weight of the most precise range that covers the offer."""
    if offer is None:
        return 0.0
    matching = [
        (wanted.precision, weight)
        for wanted, weight in ranges
        if wanted.covers(offer) or offer.covers(wanted)
    ]
    return max(matching)[1] if matching else 0.0


def declared(content_type: str, among: tuple[str, ...]) -> int | None:
    """The index of the most precise media type or range that covers a `Content-Type`.

    None if there is none. A name that is not a media type, such as `file`, covers itself.
    """
    return (
        None if len(content_type) > MAX_CONTENT_TYPE else _declared(content_type, among)
    )


@lru_cache(maxsize=512)
def _declared(content_type: str, among: tuple[str, ...]) -> int | None:
    sent = media_type(content_type)
    if sent is None:
        return among.index(content_type) if content_type in among else None
    matches = [
        (candidate.precision, -index)
        for index, candidate in enumerate(map(media_type, among))
        if candidate is not None and candidate.covers(sent)
    ]
    return -max(matches)[1] if matches else None
