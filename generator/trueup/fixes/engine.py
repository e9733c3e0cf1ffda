"""Application of fixes to the text of a document.

The text is edited in place, so that every byte outside of an edit stays. A library that
writes YAML, such as ruamel.yaml, would keep comments and order, but not indentation, quotes
of keys, folded lines, line breaks and anchors in all cases, and does not read JSON.

Nothing is taken on trust: the edited text is parsed, and its value must be the one that the
changes give when they are made on the parsed value. Fixes for which it is not are left out.
"""

from __future__ import annotations

import json
from bisect import bisect_left, insort
from collections.abc import Sequence
from copy import deepcopy

from msgspec import Struct

from ..diagnostics import Report
from ..json_values import Json
from ..source import Document, parse
from .changes import apply_changes
from .edits import Edit, TextLines, apply_edits, overlap
from .fixers import Fix
from .syntax import SyntaxNode, syntax_tree

_MAX_PARSES = 64
"""Maximum number of attempts to find the fixes that change something else."""


class FixedText(Struct, frozen=True):
    """The text after some fixes, and the fixes that would have changed something else.
    Fixes that overlap with others are in neither; they are made in another pass."""

    text: str
    made: tuple[Fix, ...]
    rejected: tuple[Fix, ...]


class _Planned(Struct, frozen=True):
    fix: Fix
    edits: tuple[Edit, ...]


def apply_fixes(document: Document, fixes: Sequence[Fix]) -> FixedText:
    """Make as many fixes of one document as possible."""
    planned, rejected = _plan(document, fixes)
    budget = [_MAX_PARSES]
    made, wrong = _largest_correct(document, planned, budget)
    text = _edited(document, made)
    return FixedText(
        text,
        tuple(entry.fix for entry in made),
        (*rejected, *(entry.fix for entry in wrong)),
    )


def _plan(document: Document, fixes: Sequence[Fix]) -> tuple[list[_Planned], list[Fix]]:
    """The edits of fixes that do not overlap with those of an earlier one, and the fixes
    that cannot be made in this text."""
    lines, root = TextLines(document.text), syntax_tree(document)
    if root is None:
        return [], list(fixes)
    planned: list[_Planned] = []
    rejected: list[Fix] = []
    occupied = _Ranges()
    for fix in fixes:
        edits = _edits(lines, root, fix)
        if edits is None:
            rejected.append(fix)
        elif occupied.add(edits):
            planned.append(_Planned(fix, tuple(edits)))
    return planned, rejected


def _edits(lines: TextLines, root: SyntaxNode, fix: Fix) -> list[Edit] | None:
    """The edits of all changes of a fix."""
    edits: list[Edit] = []
    for change in fix.changes:
        more = change.edits(lines, root)
        if more is None:
            return None
        edits += more
    return edits


class _Ranges:
    """The parts of a text that are edited, in the order of the text."""

    def __init__(self) -> None:
        self._edits: list[Edit] = []

    def add(self, edits: Sequence[Edit]) -> bool:
        """Add edits, unless they overlap with others or with each other."""
        added = sorted(edits)
        if any(map(overlap, added, added[1:])) or any(map(self._is_occupied, added)):
            return False
        for edit in added:
            insort(self._edits, edit)
        return True

    def _is_occupied(self, edit: Edit) -> bool:
        index = bisect_left(self._edits, edit)
        neighbors = self._edits[max(index - 1, 0) : index + 1]
        return any(overlap(edit, neighbor) for neighbor in neighbors)


def _largest_correct(
    document: Document, planned: Sequence[_Planned], budget: list[int]
) -> tuple[list[_Planned], list[_Planned]]:
    """Separate the fixes that together give the intended value from the others."""
    if not planned or _is_correct(document, planned):
        return list(planned), []
    budget[0] -= 1
    if len(planned) == 1 or budget[0] <= 0:
        return [], list(planned)
    middle = len(planned) // 2
    first, wrong = _largest_correct(document, planned[:middle], budget)
    second, also_wrong = _largest_correct(document, planned[middle:], budget)
    if first and second and not _is_correct(document, [*first, *second]):
        return first, [*wrong, *also_wrong]  # the second half is made in another pass
    return [*first, *second], [*wrong, *also_wrong]


def _edited(document: Document, planned: Sequence[_Planned]) -> str:
    edits = (edit for entry in planned for edit in entry.edits)
    return apply_edits(document.text, edits)


def _is_correct(document: Document, planned: Sequence[_Planned]) -> bool:
    """Whether the edited text has the value that the changes give."""
    report = Report()
    parsed = parse(_edited(document, planned), document.path, report)
    if parsed is None:
        return False
    expected: Json = deepcopy(document.value)  # values behind aliases stay shared
    changes = [change for entry in planned for change in entry.fix.changes]
    try:
        apply_changes(changes, expected)
    except (LookupError, ValueError, TypeError, AssertionError):
        return False
    return _text(parsed.value) == _text(expected)


def _text(value: Json) -> str:
    return json.dumps(value, sort_keys=True)
