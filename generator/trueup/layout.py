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


@dataclass(frozen=True, slots=True)
class Declared:
    """`name: annotation = default`, of a member or a parameter."""

    name: Code
    annotation: Code
    default: Piece | None = None


Piece: TypeAlias = "Code | Bracket | Named | Declared"


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
        case Declared(name, annotation, default):
            given = "" if default is None else f" = {flat(default)}"
            return f"{name}: {annotation}{given}"
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
        case Declared():
            return _declared(piece, column)
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


def _declared(piece: Declared, column: int) -> Code:
    """An annotation that is too long gets brackets of its own, as black gives it.

    Where both sides would have to be split, the line stays long, and black decides.
    """
    name, annotation, default = piece.name, piece.annotation, piece.default
    line = Code(flat(piece))
    if isinstance(default, Bracket):
        return line
    value = "" if default is None else f" = {flat(default)}"
    pad = " " * column
    if default is not None and column + len(f"{name}: {annotation} = (") <= WIDTH:
        start = f"{name}: {annotation} = ("
        return Code(f"{start}\n{pad}    {flat(default)}\n{pad})")
    head, inner = _split_annotation(annotation)
    if column + 4 + len(inner) > WIDTH:
        return _exploded(name, annotation, value, column) or line
    tail = "]" if head.endswith("[") else ")"
    return Code(f"{name}: {head}\n{pad}    {inner}\n{pad}{tail}{value}")


def _split_annotation(annotation: str) -> tuple[str, str]:
    """What opens the bracket that an annotation is split at, and what stands inside."""
    head, opened, rest = annotation.partition("[")
    if opened and " " not in head and _closes_last(rest):
        return f"{head}[", rest[:-1]
    return "(", annotation


def _closes_last(rest: str) -> bool:
    """Whether the bracket that was opened before `rest` is closed at its very end."""
    depth = 1
    for index, character in enumerate(rest):
        depth += (character == "[") - (character == "]")
        if depth == 0:
            return index == len(rest) - 1
    return False


def _exploded(name: str, annotation: str, value: str, column: int) -> Code | None:
    """Constants of a `Literal`, one a line; None where that is not what it is."""
    if not annotation.startswith("Literal[") or not _closes_last(annotation[8:]):
        return None
    items = annotation[8:-1].split(", ")
    if len(items) < 2 or any(item.count('"') != 2 or "\\" in item for item in items):
        return None
    pad = " " * column
    rows = "".join(f"{pad}    {item},\n" for item in items)
    if max(map(len, rows.split("\n"))) > WIDTH:
        return None
    return Code(f"{name}: Literal[\n{rows}{pad}]{value}")


def assigned(name: str, value: Code, column: int) -> Code:
    """`name = value` for a value that cannot be split, such as a constant."""
    line = f"{name} = {value}"
    if column + len(line) <= WIDTH or column + 4 + len(value) > WIDTH:
        return Code(line)
    pad = " " * column
    return Code(f"{name} = (\n{pad}    {value}\n{pad})")


def signature(name: str, parameters: Sequence[Piece], result: Bracket) -> Code:
    """`def name(parameters) -> result:` at column 0; `result` is a subscript."""
    plain = f") -> {flat(result)}:"
    if not parameters:
        line = f"def {name}({plain}"
        if len(line) <= WIDTH or 4 + len(flat(result)) > WIDTH:
            return Code(line)
        return Code(f"def {name}() -> (\n    {flat(result)}\n):")
    if len(plain) <= WIDTH:
        return lay(bracket(f"def {name}(", parameters, plain))
    together = ", ".join(flat(parameter) for parameter in parameters)
    start = f"def {name}({together}) -> {result.head}"
    after = lay(result, 0, before=5, after=1)
    exploded = after.endswith(",\n]")
    fits = "\n" not in together and len(start) <= WIDTH
    if exploded and fits and len(parameters) > 1:
        return Code(f"{start}{after.removeprefix(result.head)}:")
    return lay(bracket(f"def {name}(", parameters, f") -> {after}:"))
