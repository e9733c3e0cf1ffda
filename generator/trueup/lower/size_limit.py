"""A limit on the size of what is lowered, in proportion to the description.

A description may refer to one parameter, response or base schema thousands of times, and
each operation and each class contains a copy of what it uses.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from .. import ir
from ..resolve import Node, Spec
from ..run_limits import TooLarge

_ALWAYS = 8_000_000
_PER_CHARACTER = 6
"""Lowered characters for each of the description. Large real descriptions have one or two."""

_OBJECT = 50
"""Characters for which an object of the IR counts, besides its text."""

_ATOMS = frozenset((type(None), bool, Node, ir.Scalar, ir.Access, type(ir.ABSENT)))
"""Types of values that count nothing."""


class SizeLimit(Struct):
    """The characters that remain; texts and objects of operations and classes count."""

    remaining: int

    def spend(self, value: object, place: Node | None) -> None:
        """Count `value`. Raises `TooLarge` beyond the limit."""
        remaining = self.remaining
        pending: list[Any] = [value]
        while pending and remaining >= 0:
            current = pending.pop()
            kind = type(current)
            if kind is str:
                remaining -= len(current)
            elif kind is tuple or kind is list:
                pending += current
            elif kind is dict:
                pending += (*current, *current.values())
            elif kind not in _ATOMS and hasattr(current, "__struct_fields__"):
                remaining -= _OBJECT
                pending += [v for v in astuple(current) if type(v) not in _ATOMS]
        self.remaining = remaining
        if remaining < 0:
            raise TooLarge(_MESSAGE, place, _HELP)


def size_limit(spec: Spec) -> SizeLimit:
    """The limit for a description with all its documents."""
    files = (file for document in spec.documents.values() for file in document.files)
    length = sum(len(file.text) for file in files)
    return SizeLimit(_ALWAYS + _PER_CHARACTER * length)


_MESSAGE = "operations and classes repeat shared parts too often to generate code"
_HELP = "refer to fewer or smaller shared parts, or generate a part of the description"
