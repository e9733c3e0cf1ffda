"""Which path templates a path could have been made from. Knows no operation.

A tree by segment, so that a description of ten thousand paths costs no more for each of
them than a small one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

_NAME = re.compile(r"\{[^{}]*\}")


class _Turn(Struct):
    """Where the next segment leads, by its text or by a pattern, and what ends here."""

    texts: dict[str, _Turn] = field(default_factory=dict)
    patterns: dict[str, tuple[re.Pattern[str], _Turn]] = field(default_factory=dict)
    ends: set[str] = field(default_factory=set)


class Templates:
    """Templates such as `/pets/{id}`; a parameter is any text without a slash."""

    def __init__(self, templates: Iterable[str]) -> None:
        self._root = _Turn()
        for template in templates:
            turn = self._root
            for segment in _NAME.sub("{}", template).split("/"):
                turn = _next(turn, segment)
            turn.ends.add(template)

    def that_lead_to(self, path: str) -> set[str]:
        """The templates that `path` could have been made from."""
        turns = [self._root]
        for segment in path.split("/"):
            turns = [found for turn in turns for found in _after(turn, segment)]
        return {template for turn in turns for template in turn.ends}


def _next(turn: _Turn, segment: str) -> _Turn:
    if "{}" not in segment:
        return turn.texts.setdefault(segment, _Turn())
    if segment not in turn.patterns:
        pattern = "[^/]+".join(re.escape(piece) for piece in segment.split("{}"))
        turn.patterns[segment] = re.compile(pattern), _Turn()
    return turn.patterns[segment][1]


def _after(turn: _Turn, segment: str) -> Iterator[_Turn]:
    if segment in turn.texts:
        yield turn.texts[segment]
    for pattern, following in turn.patterns.values():
        if pattern.fullmatch(segment):
            yield following
