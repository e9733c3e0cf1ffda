"""Which path templates a path could have been made from, and in how many ways. Knows no
operation.

A tree by segment, searched in a bounded number of steps, so that a description of ten
thousand paths costs no more for each of them than a small one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias
from urllib.parse import quote, unquote

from msgspec import Struct, field

_NAME = re.compile(r"\{[^{}]*\}")


class _Turn(Struct):
    """Where the next segment leads, by its text or by a pattern, and what ends here."""

    texts: dict[str, _Turn] = field(default_factory=dict)
    patterns: dict[str, tuple[tuple[str, ...], _Turn]] = field(default_factory=dict)
    ends: set[str] = field(default_factory=set)


class Templates:
    """Templates such as `/pets/{id}`; a parameter is any text without a slash."""

    def __init__(self, templates: Iterable[str]) -> None:
        self._root = _Turn()
        for template in templates:
            turn = self._root
            for segment in _NAME.sub("{}", written(template)).split("/"):
                turn = _next(turn, segment)
            turn.ends.add(template)

    def that_lead_to(self, path: str) -> set[str] | None:
        """The templates that `path` could have been made from; None if it would take more
        than `MOST_PATTERNS` comparisons to find out."""
        turns, compared = [self._root], 0
        for segment in path.split("/"):
            compared += sum(len(turn.patterns) for turn in turns)
            if compared > MOST_PATTERNS:
                return None
            turns = [found for turn in turns for found in _after(turn, segment)]
        return {template for turn in turns for template in turn.ends}


MOST_PATTERNS = 500
"""Segments with parameters that one path is compared with."""


def written(template: str) -> str:
    """The template as a path has it: its places stay, and of the text between them what
    no path holds is percent-encoded (RFC 3986, section 3.3)."""
    encoded = (
        quote(_BARE.sub("%25", piece), safe=_AS_IT_IS) if index % 2 == 0 else piece
        for index, piece in enumerate(re.split(r"(\{[^{}]*\})", template))
    )
    return "".join(encoded)


_BARE = re.compile("%(?![0-9A-Fa-f]{2})")
_AS_IT_IS = "/%!$&'()*+,;=:@-._~"


def _next(turn: _Turn, segment: str) -> _Turn:
    if "{}" not in segment:
        return turn.texts.setdefault(segment, _Turn())
    if segment not in turn.patterns:
        turn.patterns[segment] = tuple(segment.split("{}")), _Turn()
    return turn.patterns[segment][1]


def _after(turn: _Turn, segment: str) -> Iterator[_Turn]:
    if segment in turn.texts:
        yield turn.texts[segment]
    for texts, following in turn.patterns.values():
        if _fits(texts, segment):
            yield following


def _fits(texts: tuple[str, ...], segment: str) -> bool:
    """Whether a segment is these texts in their order, with others between them.

    Each is looked for where it can stand first, which leaves the most for those after
    it, so nothing is tried twice.
    """
    first, *between, last = texts
    end = len(segment) - len(last)
    if not (segment.startswith(first) and segment.endswith(last)):
        return False
    at = len(first)
    for text in between:
        start = segment.find(text, at + 1, end)
        if start < 0:
            return False
        at = start + len(text)
    return at < end


def is_crowded(template: str) -> bool:
    """Whether a segment has several parameters."""
    return any(segment.count("{") > 1 for segment in template.split("/"))


def is_told(template: str, path: str, texts: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the values in `path` can be told in one way only. `texts` are all that a
    parameter may be, where the description lists them. False where it would take more
    than `MAX_STEPS` to find out."""
    return all(
        _ways(_pieces(one, texts), unquote(other)) == 1
        for one, other in zip(template.split("/"), path.split("/"), strict=False)
        if is_crowded(one)
    )


MAX_STEPS = 1_000_000

_Piece: TypeAlias = "str | tuple[str, ...]"
"""A text, or what may stand there: any text for ()."""


def _pieces(segment: str, texts: Mapping[str, tuple[str, ...]]) -> tuple[_Piece, ...]:
    found = re.split(r"\{([^{}]*)\}", segment)
    return tuple(
        texts.get(piece, ()) if index % 2 else unquote(piece)
        for index, piece in enumerate(found)
    )


def _ways(pieces: tuple[_Piece, ...], text: str) -> int:
    """In how many ways the pieces make up the text; 2 stands for more, too."""
    size = len(text)
    steps = sum(1 if isinstance(piece, str) else len(piece) or 1 for piece in pieces)
    if steps * (size + 1) > MAX_STEPS:
        return 2
    ways = [0] * size + [1]  # to make up the text from each offset on
    for piece in reversed(pieces):
        before = [0] * (size + 1)
        if piece == ():
            for at in range(size - 1, -1, -1):
                before[at] = min(before[at + 1] + ways[at + 1], 2)
        else:
            texts = (piece,) if isinstance(piece, str) else piece
            for at in range(size + 1):
                ends = (at + len(each) for each in texts if text.startswith(each, at))
                before[at] = min(sum(ways[end] for end in ends), 2)
        ways = before
    return ways[0]
