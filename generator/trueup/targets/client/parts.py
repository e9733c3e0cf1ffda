"""How much one emitted module may hold; what holds more becomes a package of parts.

pyright gives a module up whose control flow has more than 30,720 steps (768, at 0.025
a step, in 1.1.414's binder), and is slow long before. Steps are what a module does
when it is imported: assignments, annotations of names, calls, definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec import Struct

from ...layout import bracket, lay
from ...quoting import Code, docstring
from .imports import from_import

LIMIT = 20_000
"""Steps of one module, counted from above."""

T = TypeVar("T")


class PartView(Struct, frozen=True):
    """One part, as the package's `__init__.py` names it."""

    name: Code


class PartsView(Struct, frozen=True):
    """An `__init__.py` that has all that its parts have."""

    doc: Code
    imports: Code  # `from . import _part1, _part2`
    parts: tuple[PartView, ...]
    exports: Code


def split(
    items: Iterable[T], steps: Callable[[T], int], limit: int
) -> tuple[tuple[T, ...], ...]:
    """Items in order, as few runs of them as have no more than `limit` steps each.

    One item is never divided, and there is at least one run, which may be empty.
    """
    runs: list[list[T]] = [[]]
    taken = 0
    for item in items:
        taken += steps(item)
        if taken > limit and runs[-1]:
            runs.append([])
            taken = steps(item)
        runs[-1].append(item)
    return tuple(map(tuple, runs))


def steps_of(*code: Code) -> int:
    """How many steps a piece of code has at most."""
    return sum(
        1 + text.count("(") + text.count(" = ") + text.count(": ") for text in code
    )


def part_path(folder: str, index: int) -> PurePosixPath:
    """The module of the part that comes `index`-th, from 0."""
    return PurePosixPath(folder) / f"{_name(index)}.py"


def parts_view(doc: str, count: int) -> PartsView:
    """The view of `__init__.py` over so many parts."""
    names = [_name(index) for index in range(count)]
    all_of = [Code(f"*{name}.__all__") for name in names]
    return PartsView(
        docstring(doc),
        from_import(".", names, 4),
        tuple(map(PartView, names)),
        lay(bracket("__all__ = [", all_of, "]"), 4),
    )


def _name(index: int) -> Code:
    return Code(f"_part{index + 1}")
