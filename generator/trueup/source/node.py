"""A value in a document, with its source location."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..diagnostics import Span
from ..json_values import Json
from .document import Document, Pointer


class Key(Struct, frozen=True):
    """The source location of a key."""

    document: Document
    pointer: Pointer

    def span(self) -> Span:
        return self.document.span(self.pointer, "key")


class Node(Struct, frozen=True, eq=False):
    """A value in a document. Nodes with the same document and pointer are equal."""

    document: Document
    pointer: Pointer
    value: Json

    def __eq__(self, value: object) -> bool:
        if not isinstance(value, Node):
            return NotImplemented
        return self.pointer == value.pointer and self.document is value.document

    def __ne__(self, value: object) -> bool:
        return not self == value  # that of `Struct` compares identities

    def __hash__(self) -> int:
        return hash(self.pointer)

    def __repr__(self) -> str:
        return f"Node({self.document.display}#/{'/'.join(self.pointer)})"

    @property
    def identity(self) -> tuple[str, Pointer]:
        """Location of the document, and pointer."""
        return self.document.location, self.pointer

    def span(self) -> Span:
        """The span of the value; of its key if it is an object or an array."""
        return self.document.span(self.pointer)

    def key(self, name: str) -> Key:
        """The source location of a key."""
        return Key(self.document, (*self.pointer, name))

    def get(self, name: str) -> Node | None:
        """The value of a key; None if it is absent or this is not an object."""
        value = self.value
        if isinstance(value, dict) and name in value:
            return Node(self.document, (*self.pointer, name), value[name])
        return None

    def at(self, *names: str) -> Node | None:
        """The value at a relative pointer; None if there is none."""
        value = self.value
        for name in names:
            if isinstance(value, dict) and name in value:
                value = value[name]
            elif isinstance(value, list) and _is_index(name, len(value)):
                value = value[int(name)]
            else:
                return None
        return Node(self.document, (*self.pointer, *names), value)

    def items(self, *names: str) -> Iterator[tuple[str, Node]]:
        """The entries of this object, or of the one at a relative pointer, in document
        order; empty for any other value."""
        node = self.at(*names) if names else self
        if node is not None and isinstance(node.value, dict):
            document, pointer = node.document, node.pointer
            for name, inner in node.value.items():
                yield name, Node(document, (*pointer, name), inner)

    def elements(self, *names: str) -> Iterator[Node]:
        """The items of this array, or of the one at a relative pointer; empty for any other
        value."""
        node = self.at(*names) if names else self
        if node is not None and isinstance(node.value, list):
            for index, element in enumerate(node.value):
                yield Node(node.document, (*node.pointer, str(index)), element)

    def text(self, name: str, default: str = "") -> str:
        """The value of a key if it is a string, otherwise `default`."""
        value = self.value
        field = value.get(name) if isinstance(value, dict) else None
        return field if isinstance(field, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        """The value of a key if it is a boolean, otherwise `default`."""
        value = self.value
        field = value.get(name) if isinstance(value, dict) else None
        return field if isinstance(field, bool) else default


def _is_index(name: str, length: int) -> bool:
    """Whether a name is an array index below `length` (RFC 6901, section 4)."""
    if not (name.isascii() and name.isdecimal()) or len(name) > 9:
        return False
    return (name == "0" or name[0] != "0") and int(name) < length
