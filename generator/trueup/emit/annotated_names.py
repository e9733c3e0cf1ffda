"""Parameters and fields of emitted code, in a form that Ruff and Black format alike."""

from __future__ import annotations

from msgspec import Struct

from .annotation_expressions import is_union
from .quoting import WIDTH, Code


class AnnotatedName(Struct, frozen=True):
    """`name: annotation = default`: a parameter or a field."""

    name: Code
    annotation: Code
    default: Code | None = None
    in_parentheses: bool = False
    doc: str = ""


def parameter(
    name: Code, annotation: Code, default: Code | None = None, column: int = 4
) -> AnnotatedName:
    """A parameter of a function, on a line of its own at `column`.

    Black adds parentheses around a union that is too long and Ruff does not; both keep
    existing ones.
    """
    length = len(name) + 2 + len(annotation)
    length += 0 if default is None else 3 + len(default)
    is_long = column + length + 1 > WIDTH and is_union(annotation)
    return AnnotatedName(name, annotation, default, is_long)


def splits_parameters(result: str, column: int = 0) -> bool:
    """Whether the parameters of a function that returns `result` need a trailing comma.

    If the result alone is too long, Ruff and Black break the line at different brackets;
    with a trailing comma, both break it at the bracket before the comma.
    """
    return column + len(f") -> {result}:") > WIDTH
