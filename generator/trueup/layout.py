"""Brackets laid out as black lays them out, so that black need not run. Knows no schema.

Three forms, the first that fits in `WIDTH` columns: everything on one line; the items
on one indented line; one item a line, each with a comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .quoting import WIDTH, Code


@dataclass(frozen=True, slots=True)
class Bracket:
    """`head` + items + `tail`, such as `f(` a, b `)`; `head` ends with the bracket."""

    head: Code
    items: tuple[Piece, ...]
    tail: Code


@dataclass(frozen=True, slots=True)
class Named:
    """`name=value` or `key: value`, `lead` holding all that comes before the value."""

    lead: Code
    value: Piece


Piece: TypeAlias = "Code | Bracket | Named"


def bracket(head: str, items: Iterable[Piece], tail: str) -> Bracket:
    """A bracket from text that we made; see `Bracket`."""
    return Bracket(Code(head), tuple(items), Code(tail))


def flat(piece: Piece) -> str:
    """The piece on one line."""
    match piece:
        case Bracket(head, items, tail):
            inner = ", ".join(flat(item) for item in items)
            comma = "," if len(items) == 1 and _is_tuple(head) else ""
            return f"{head}{inner}{comma}{tail}"
        case Named(lead, value):
            return lead + flat(value)
        case _:
            return piece


def lay(piece: Piece, column: int = 0, *, before: int = 0, after: int = 0) -> Code:
    """The piece as text whose first line starts at `column`.

    `before` columns of the first line are taken already, beyond `column`; `after` more
    will follow the last line (a comma, a colon). Later lines are indented by `column`.
    """
    line = flat(piece)
    if "\n" not in line and column + before + len(line) + after <= WIDTH:
        return Code(line)
    match piece:
        case Named(lead, value):
            return Code(
                lead + lay(value, column, before=before + len(lead), after=after)
            )
        case Bracket(head, items, tail) if items:
            return _split(head, items, tail, column)
        case _:
            return Code(line)


def _split(head: str, items: Sequence[Piece], tail: str, column: int) -> Code:
    """The items on a line of their own, else one a line.

    A literal of two or more items is always one a line; a lone item has no comma,
    but in a tuple and a signature.
    """
    pad, inner = " " * column, " " * (column + 4)
    together = ", ".join(flat(item) for item in items)
    alone = len(items) == 1
    lone_comma = _is_tuple(head) or head.startswith("def ")
    joined = alone and not lone_comma or not alone and not _is_literal(head)
    if joined and "\n" not in together and column + 4 + len(together) <= WIDTH:
        return Code(f"{head}\n{inner}{together}\n{pad}{tail}")
    comma = "" if alone and not lone_comma else ","
    rows = [
        f"{inner}{lay(item, column + 4, after=len(comma))}{comma}" for item in items
    ]
    return Code(f"{head}\n" + "\n".join(rows) + f"\n{pad}{tail}")


def _is_literal(head: str) -> bool:
    """Whether the bracket makes a list, a tuple or a dict, not a call or a subscript."""
    before = head[:-1].rstrip()
    return not before or before[-1] in "=(,:[{"


def _is_tuple(head: str) -> bool:
    return head.endswith("(") and _is_literal(head)
