"""How much one emitted module may hold; what holds more becomes a package of parts.

pyright gives a module up whose control flow has more than 30,720 steps (768, at 0.025
a step, in 1.1.414's binder), and is slow long before. Steps are what a module does
when it is imported: assignments, annotations of names, calls, definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from .quoting import Code, pystr
from .syntax import bracket, from_import

LIMIT = 20_000
"""Steps of one module, counted from above."""

T = TypeVar("T")


class PartView(Struct, frozen=True):
    """One part, as the package's `__init__.py` names it."""

    name: Code


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


def part_names(count: int) -> tuple[Code, ...]:
    return tuple(Code(f"_part{number}") for number in range(1, count + 1))


def import_parts(count: int) -> Code:
    """`from . import _part1, _part2`"""
    return from_import(".", part_names(count))


def derived(name: Code, parts: Sequence[Code], *more: Code) -> Code:
    """`class Pets(_part1.Pets, _part2.Pets):`"""
    bases = [Code(f"{part}.{name}") for part in parts]
    return bracket(f"class {name}(", [*bases, *more], "):")


def exports(names: Sequence[Code]) -> Code:
    """`__all__` of a module that has these names."""
    if not names:
        return Code("__all__: list[str] = []")
    return bracket("__all__ = [", map(pystr, names), "]")
