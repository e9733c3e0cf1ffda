"""Fixes of descriptions with overlays.

Only the description is changed, and only where it has the value that the rule has checked: an
action of an overlay may apply to many values, and its target may depend on what is fixed.
"""

from __future__ import annotations

from msgspec.structs import replace

from ..lint.values import canonical
from ..source import Document, Node, Pointer
from .changes import Change
from .fixers import Fix


def written_fix(fix: Fix) -> Fix | None:
    """A fix as changes of the description as it is written; None if it is not possible."""
    origin = fix.document.origin
    if origin is None or not origin.is_overlaid:
        return fix
    changes: list[Change] = []
    for change in fix.changes:
        document, pointer = origin.find(change.pointer)
        if document is not origin.document:
            return None
        if _value(document, pointer) != _value(fix.document, change.pointer):
            return None
        changes.append(replace(change, pointer=pointer))
    return Fix(origin.document, tuple(changes))


def _value(document: Document, pointer: Pointer) -> str | None:
    node = Node(document, (), document.value).at(*pointer)
    return None if node is None else canonical(node.value)
