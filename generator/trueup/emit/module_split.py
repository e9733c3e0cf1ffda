"""How much one emitted module may hold; what holds more becomes a package of parts.

pyright gives a module up whose control flow has more than 30,720 steps (768, at 0.025
a step, in 1.1.414's binder), and is slow long before. Steps are what a module does
when it is imported: assignments, annotations of names, calls, definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from .identifiers import dotted_name
from .quoting import Code

LIMIT = 20_000
"""Steps of one module, counted from above."""

T = TypeVar("T")


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
    """The names of so many parts of a module."""
    return tuple(dotted_name(f"_part{number}") for number in range(1, count + 1))
