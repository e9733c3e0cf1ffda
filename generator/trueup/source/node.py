"""Load, one value in one document: what later stages hold instead of bare values."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..diagnostics import Span
from .document import Document, Json, Pointer


class Key(Struct, frozen=True):
    """The place of a member's key."""

    document: Document
    pointer: Pointer

    def span(self) -> Span:
        return self.document.span(self.pointer, "key")


class Node(Struct, frozen=True, eq=False):
    """A value and where it stands. Two are equal when they stand at one place."""

    document: Document
    pointer: Pointer
    value: Json

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node):
            return NotImplemented
        return self.pointer == other.pointer and self.document is other.document

    def __hash__(self) -> int:
        return hash(self.pointer)  # few documents have so much in common

    def __repr__(self) -> str:
        return f"Node({self.document.display}#/{'/'.join(self.pointer)})"

    @property
    def identity(self) -> tuple[str, Pointer]:
        """Document and pointer, to find this place again."""
        return self.document.location, self.pointer

    def span(self) -> Span:
        """The value's place; its key's when it is an object or an array."""
        return self.document.span(self.pointer)

    def key(self, name: str) -> Key:
        """The place of one member's key."""
        return Key(self.document, (*self.pointer, name))

    def get(self, name: str) -> Node | None:
        """A member of an object; None if it is absent or this is no object."""
        value = self.value
        if isinstance(value, dict) and name in value:
            return Node(self.document, (*self.pointer, name), value[name])
        return None

    def at(self, *names: str) -> Node | None:
        """What a relative pointer leads to, through objects and arrays."""
        value = self.value
        for name in names:
            if isinstance(value, dict) and name in value:
                value = value[name]
            elif isinstance(value, list) and _is_index(name, len(value)):
                value = value[int(name)]
            else:
                return None
        return Node(self.document, (*self.pointer, *names), value)

    def items(self) -> Iterator[tuple[str, Node]]:
        """The members of an object in document order; of anything else, none."""
        document, pointer, value = self.document, self.pointer, self.value
        if isinstance(value, dict):
            for name, member in value.items():
                yield name, Node(document, (*pointer, name), member)

    def elements(self) -> Iterator[Node]:
        """The elements of an array; of anything else, none."""
        value = self.value
        if isinstance(value, list):
            for index, element in enumerate(value):
                yield Node(self.document, (*self.pointer, str(index)), element)

    def text(self, name: str, default: str = "") -> str:
        """A member that is a string, or `default`."""
        value = self.value
        found = value.get(name) if isinstance(value, dict) else None
        return found if isinstance(found, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        """A member that is a boolean, or `default`."""
        value = self.value
        found = value.get(name) if isinstance(value, dict) else None
        return found if isinstance(found, bool) else default


def _is_index(name: str, length: int) -> bool:
    """RFC 6901 section 4: digits without a leading zero, below the length."""
    if not (name.isascii() and name.isdecimal()) or len(name) > 9:
        return False
    return (name == "0" or name[0] != "0") and int(name) < length
