"""Match paths against path templates, and count the ways in which they match.

Templates are in a tree by segment, which is searched in a bounded number of steps: a
description with ten thousand paths costs no more per path than a small one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias
from urllib.parse import quote, unquote

from msgspec import Struct, field

_EXPRESSION = re.compile(r"\{([^{}]*)\}")


class _Node(Struct):
    """The following segments, by their text or by a pattern, and templates that end here."""

    literals: dict[str, _Node] = field(default_factory=dict)
    patterns: dict[str, tuple[tuple[str, ...], _Node]] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)


class Templates:
    """Templates such as `/pets/{id}`; the value of a parameter has no slash."""

    def __init__(self, templates: Iterable[str]) -> None:
        self._root = _Node()
        for template in templates:
            node = self._root
            for segment in _EXPRESSION.sub("{}", encode_template(template)).split("/"):
                node = _child(node, segment)
            node.templates.add(template)

    def matching(self, path: str) -> set[str] | None:
        """The templates that match a path; None if that takes more than `MAX_PATTERNS`
        comparisons."""
        nodes, compared = [self._root], 0
        for segment in path.split("/"):
            compared += sum(len(node.patterns) for node in nodes)
            if compared > MAX_PATTERNS:
                return None
            nodes = [child for node in nodes for child in _matching(node, segment)]
        return {template for node in nodes for template in node.templates}


MAX_PATTERNS = 500
"""Segments with parameters that are compared with one path."""


def encode_template(template: str) -> str:
    """Percent-encode what a path cannot contain (RFC 3986, section 3.3), except in
    template expressions."""
    encoded = (
        piece if index % 2 else quote(_BARE_PERCENT.sub("%25", piece), safe=_SAFE)
        for index, piece in enumerate(re.split(r"(\{[^{}]*\})", template))
    )
    return "".join(encoded)


_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "/%!$&'()*+,;=:@-._~"


def _child(node: _Node, segment: str) -> _Node:
    if "{}" not in segment:
        return node.literals.setdefault(segment, _Node())
    if segment not in node.patterns:
        node.patterns[segment] = tuple(segment.split("{}")), _Node()
    return node.patterns[segment][1]


def _matching(node: _Node, segment: str) -> Iterator[_Node]:
    if segment in node.literals:
        yield node.literals[segment]
    for literals, child in node.patterns.values():
        if _matches(literals, segment):
            yield child


def _matches(literals: tuple[str, ...], segment: str) -> bool:
    """Whether a segment consists of these strings in order, with values between them.

    Each string is matched at its first position, which leaves the most for those after
    it, so backtracking is not needed.
    """
    first, *between, last = literals
    end = len(segment) - len(last)
    if not (segment.startswith(first) and segment.endswith(last)):
        return False
    position = len(first)
    for literal in between:
        start = segment.find(literal, position + 1, end)
        if start < 0:
            return False
        position = start + len(literal)
    return position < end


def has_shared_segment(template: str) -> bool:
    """Whether a segment has several parameters."""
    return any(segment.count("{") > 1 for segment in template.split("/"))


def is_unambiguous(
    template: str, path: str, choices: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether a path gives the values of its parameters in one way only.

    `choices` are all values of those parameters whose values are listed. False if it takes
    more than `MAX_STEPS` to decide.
    """
    segments = zip(template.split("/"), path.split("/"), strict=False)
    return all(
        _count_matches(_pieces(segment, choices), unquote(text)) == 1
        for segment, text in segments
        if has_shared_segment(segment)
    )


MAX_STEPS = 1_000_000

_Piece: TypeAlias = "str | tuple[str, ...]"
"""A literal, or the possible values of a parameter; () allows any value."""


def _pieces(segment: str, choices: Mapping[str, tuple[str, ...]]) -> tuple[_Piece, ...]:
    return tuple(
        choices.get(piece, ()) if index % 2 else unquote(piece)
        for index, piece in enumerate(_EXPRESSION.split(segment))
    )


def _count_matches(pieces: tuple[_Piece, ...], text: str) -> int:
    """The number of ways in which the pieces make up the text; 2 if there are more."""
    size = len(text)
    steps = sum(1 if isinstance(piece, str) else len(piece) or 1 for piece in pieces)
    if steps * (size + 1) > MAX_STEPS:
        return 2
    ways = [0] * size + [1]  # to match the rest of the text from each offset
    for piece in reversed(pieces):
        before = [0] * (size + 1)
        if piece == ():
            for offset in range(size - 1, -1, -1):
                before[offset] = min(before[offset + 1] + ways[offset + 1], 2)
        else:
            values = (piece,) if isinstance(piece, str) else piece
            for offset in range(size + 1):
                ends = (
                    offset + len(value)
                    for value in values
                    if text.startswith(value, offset)
                )
                before[offset] = min(sum(ways[end] for end in ends), 2)
        ways = before
    return ways[0]
