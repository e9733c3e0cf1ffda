"""Search for the smallest value that contains a position of a text.

The diagnostics of parsers have no pointer, since they are found before the value is known.
"""

from __future__ import annotations

from bisect import bisect_right

from ..diagnostics import Span
from ..json_values import Json
from .document import Document, Pointer, pointer_text


class EnclosingValues:
    """The values of a document by position. Each container is read once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._children: dict[Pointer, list[tuple[int, int, str]]] = {}

    def pointer_of(self, span: Span) -> str:
        """The pointer of the smallest value that contains the start of a span."""
        offset = self._document.lines.offset(span.line, span.column)
        pointer: Pointer = ()
        value = self._document.value
        while isinstance(value, (dict, list)):
            children = self._children_of(pointer, value)
            index = bisect_right(children, (offset, len(self._document.text), "")) - 1
            if index < 0 or children[index][1] <= offset:
                break
            name = children[index][2]
            pointer = (*pointer, name)
            value = value[name] if isinstance(value, dict) else value[int(name)]
        return pointer_text(pointer)

    def _children_of(
        self, pointer: Pointer, value: dict[str, Json] | list[Json]
    ) -> list[tuple[int, int, str]]:
        """Start, end and name of each value in a container, in the order of the text."""
        children = self._children.get(pointer)
        if children is None:
            names = value if isinstance(value, dict) else map(str, range(len(value)))
            children = []
            for name in names:
                extent = self._document.extents.value((*pointer, name))
                if extent is not None:
                    children.append((*extent, name))
            children.sort()
            self._children[pointer] = children
        return children
