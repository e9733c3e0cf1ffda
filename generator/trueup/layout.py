"""Brackets laid out as black lays them out, so that black need not run. Knows no schema.

Three forms, the first that fits in `WIDTH` columns: everything on one line; the items
on one indented line; one item a line, each with a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from .quoting import WIDTH, Code


class Bracket(Struct, frozen=True):
    """`head` + items + `tail`, such as `f(` a, b `)`; `head` ends with the bracket."""

    head: Code
    items: tuple[Piece, ...]
    tail: Code


class Named(Struct, frozen=True):
    """`name=value` or `key: value`, `lead` holding all that comes before the value."""

    lead: Code
    value: Piece


class Declared(Struct, frozen=True):
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


def _fitting(piece: Piece, room: int) -> str | None:
    """The piece on one line; None, found out early, where it takes more than `room`.

    Nested brackets would otherwise be written once for every bracket around them.
    """
    if isinstance(piece, str):
        return piece if len(piece) <= room else None
    if isinstance(piece, Bracket):
        comma = "," if len(piece.items) == 1 and _is_tuple(piece.head) else ""
        room -= len(piece.head) + len(comma) + len(piece.tail)
        inner = _all_fitting(piece.items, room)
        return None if inner is None else f"{piece.head}{inner}{comma}{piece.tail}"
    if isinstance(piece, Named):
        value = _fitting(piece.value, room - len(piece.lead))
        return None if value is None else piece.lead + value
    line = flat(piece)
    return line if len(line) <= room else None


def _all_fitting(pieces: Sequence[Piece], room: int) -> str | None:
    """The pieces on one line with commas between; None where that takes too much."""
    room -= 2 * len(pieces) - 2
    texts: list[str] = []
    for piece in pieces:
        text = _fitting(piece, room)
        if text is None:
            return None
        room -= len(text)
        texts.append(text)
    return ", ".join(texts) if room >= 0 or not texts else None


def lay(piece: Piece, column: int = 0, *, before: int = 0, after: int = 0) -> Code:
    """The piece as text whose first line starts at `column`.

    `before` columns of the first line are taken already, beyond `column`; `after` more
    will follow the last line (a comma, a colon). Later lines are indented by `column`.
    """
    line = _fitting(piece, WIDTH - column - before - after)
    if line is not None and "\n" not in line:
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
        case Bracket():
            return Code(flat(piece))
        case _:
            # A union inside of brackets: black needs no more of them to split it.
            return Code(f"\n{' ' * column}| ".join(_alternatives(piece)))


def _split(head: str, items: Sequence[Piece], tail: str, column: int) -> Code:
    """The items on a line of their own, else one a line.

    A literal of two or more items is always one a line; a lone item has no comma,
    but in a tuple and a signature.
    """
    pad, inner = " " * column, " " * (column + 4)
    alone = len(items) == 1
    lone_comma = _is_tuple(head) or head.startswith("def ")
    joined = alone and not lone_comma or not alone and not _is_literal(head)
    together = _all_fitting(items, WIDTH - column - 4) if joined else None
    if together is not None and "\n" not in together:
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

    A default that is a call is split at its own bracket where the line up to there
    fits, and both sides where it does not.
    """
    name, annotation, default = piece.name, piece.annotation, piece.default
    line = Code(flat(piece))
    value = "" if default is None else f" = {flat(default)}"
    pad = " " * column
    if isinstance(default, Bracket):
        start = f"{name}: {annotation} = "
        if column + len(start + default.head) <= WIDTH:
            return Code(start + lay(default, column, before=len(start)))
        if column + len(start) + 1 <= WIDTH:
            return Code(f"{start}(\n{pad}    {lay(default, column + 4)}\n{pad})")
        value = f" = {lay(default, column, before=4)}"
    elif default is not None and column + len(f"{name}: {annotation} = (") <= WIDTH:
        start = f"{name}: {annotation} = ("
        return Code(f"{start}\n{pad}    {flat(default)}\n{pad})")
    head, inner = _split_annotation(annotation)
    if column + 4 + len(inner) > WIDTH:
        return (
            _exploded(name, annotation, value, column)
            or _by_alternative(name, annotation, value, column)
            or line
        )
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
    for found in _TOKEN.finditer(rest):
        depth += (found[0] == "[") - (found[0] == "]")
        if depth == 0:
            return found.end() == len(rest)
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


def _by_alternative(name: str, annotation: str, value: str, column: int) -> Code | None:
    """The alternatives of a union, one a line; None where one of them does not fit."""
    parts = _alternatives(annotation)
    pad = " " * column
    rows: list[str] = []
    for part in parts:
        lead = f"{pad}    | " if rows else f"{pad}    "
        if len(lead + part) > WIDTH:
            opening, _, inner = part.partition("[")
            if not _closes_last(inner) or (
                column + 8 + len(inner) - 1 > WIDTH
                and not _ALONE.fullmatch(inner, endpos=len(inner) - 1)
            ):
                return None
            part = f"{opening}[\n{pad}        {inner[:-1]}\n{pad}    ]"
        rows.append(lead + part)
    if len(parts) < 2:
        return None
    return Code("\n".join((f"{name}: (", *rows, f"{pad}){value}")))


def _alternatives(annotation: str) -> list[str]:
    """The parts of a union, split at the bars that stand in no bracket and no text."""
    parts, depth, start = [], 0, 0
    for found in _TOKEN.finditer(annotation):
        token = found[0]
        depth += (token == "[") - (token == "]")
        if token == " | " and depth == 0:
            parts.append(annotation[start : found.start()])
            start = found.end()
    return [*parts, annotation[start:]]


_ALONE = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
_TOKEN = re.compile(rf"{_ALONE.pattern}|[\[\]]| \| ")


def alias(name: str, value: Code) -> Code:
    """`name: TypeAlias = value` at column 0."""
    start = f"{name}: TypeAlias = "
    line = Code(start + value)
    head, inner = _split_annotation(value)
    if len(line) <= WIDTH or len(start + head) > WIDTH or 4 + len(inner) > WIDTH:
        return line
    return Code(f"{start}{head}\n    {inner}\n{']' if head[-1] == '[' else ')'}")


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
        if len(line) <= WIDTH:
            return Code(line)
        if 4 + len(flat(result)) > WIDTH:
            rows = "".join(f"    {lay(each, 4, after=1)},\n" for each in result.items)
            return Code(f"def {name}() -> {result.head}\n{rows}{result.tail}:")
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
