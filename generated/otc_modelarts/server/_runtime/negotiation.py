"""Media types: what is accepted, what was sent. Knows no operation.

RFC 9110, sections 8.3 (Content-Type) and 12.5.1 (Accept).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_PARAMETER: Final = re.compile(r';\s*([^=;\s"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;"]*)')
_ELEMENT: Final = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.?)*+"?+)++')


@dataclass(frozen=True, slots=True)
class MediaType:
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
        """One document; `stream+json` is a sequence, in spite of its suffix."""
        has_suffix = self.subtype.endswith("+json")
        return self.subtype == "json" or (has_suffix and self.subtype != "stream+json")

    @property
    def is_range(self) -> bool:
        return self.subtype[:1] == "*"

    def parameter(self, name: str) -> str | None:
        return dict(self.parameters).get(name)

    def covers(self, other: MediaType) -> bool:
        """Whether `other` lies within this range; `charset` does not count."""
        wanted = self._telling
        return (
            self.type in ("*", other.type)
            and self._takes(other.subtype)
            and wanted <= set(other.parameters)
        )

    @property
    def _telling(self) -> set[tuple[str, str]]:
        return {pair for pair in self.parameters if pair[0] != "charset"}

    def _takes(self, subtype: str) -> bool:
        """`*+json`, as frameworks write it, takes `json` and `problem+json`."""
        if self.subtype.startswith("*+"):
            suffix = self.subtype[2:]
            return subtype in (suffix, self.subtype) or subtype.endswith(f"+{suffix}")
        return self.subtype in ("*", subtype)

    @property
    def precision(self) -> int:
        """How much the range says: `*/*` least."""
        if self.type == "*":
            return 0
        return 1 if self.subtype[0] == "*" else 2 + len(self._telling)


@lru_cache(maxsize=512)
def media_type(text: str) -> MediaType | None:
    """A media type as it stands in a header; None where it is not one."""
    essence, _, _ = text.partition(";")
    kind, slash, subtype = essence.strip().lower().partition("/")
    if not slash or not kind or not subtype or " " in kind + subtype:
        return None
    parameters = tuple(
        (name.lower(), _unquoted(value)) for name, value in _PARAMETER.findall(text)
    )
    return MediaType(kind, subtype, parameters)


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value.lower()


@lru_cache(maxsize=512)
def _ranges(accept: str) -> tuple[tuple[MediaType, float], ...]:
    """The ranges of an `Accept` header with their weights; what is malformed is left out."""
    found: list[tuple[MediaType, float]] = []
    for element in _ELEMENT.findall(accept):
        parsed = media_type("*/*" if element.strip() == "*" else element)
        if parsed is None:
            continue
        weight = _weight(parsed.parameter("q"))
        kept = tuple(pair for pair in parsed.parameters if pair[0] != "q")
        found.append((MediaType(parsed.type, parsed.subtype, kept), weight))
    return tuple(found)


def _weight(text: str | None) -> float:
    if text is None:
        return 1.0
    return float(text) if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", text) else 1.0


@lru_cache(maxsize=512)
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The offered media type that the client likes best; None where it takes none.

    No `Accept`, or one without a single readable range, takes anything. Of types
    that are liked alike, the one offered first wins.
    """
    ranges = _ranges(accept) if accept is not None else ()
    if not ranges:
        return offered[0] if offered else None
    best: tuple[float, str] | None = None
    for text in offered:
        weight = _liking(media_type(text), ranges)
        if weight > 0 and (best is None or weight > best[0]):
            best = (weight, text)
    return None if best is None else best[1]


def _liking(
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


@lru_cache(maxsize=512)
def declared(content_type: str, among: tuple[str, ...]) -> int | None:
    """Which of the declared media types or ranges a `Content-Type` falls under.

    The most precise one; None where it falls under none. What is no media type, such as
    `file`, is only itself.
    """
    sent = media_type(content_type)
    if sent is None:
        return among.index(content_type) if content_type in among else None
    found = [
        (candidate.precision, -index)
        for index, candidate in enumerate(map(media_type, among))
        if candidate is not None and candidate.covers(sent)
    ]
    return -max(found)[1] if found else None
