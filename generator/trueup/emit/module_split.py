"""The maximum size of an emitted module; a larger one becomes a package of parts.

pyright does not analyze a module whose control flow has more than 30,720 steps (768, at
0.025 a step, in 1.1.414's binder), and is slow long before. Steps are the statements and
expressions that an import runs: assignments, annotations of names, calls, definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from .identifiers import dotted_name
from .quoting import Code

LIMIT = 20_000
"""Maximum steps of one module; estimates are upper bounds."""

T = TypeVar("T")


def split(
    items: Iterable[T], steps: Callable[[T], int], limit: int
) -> tuple[tuple[T, ...], ...]:
    """Split items, in order, into as few runs as possible of at most `limit` steps.

    A run may be one item of more steps. There is at least one run, which may be empty.
    """
    runs: list[list[T]] = [[]]
    total = 0
    for item in items:
        total += steps(item)
        if total > limit and runs[-1]:
            runs.append([])
            total = steps(item)
        runs[-1].append(item)
    return tuple(map(tuple, runs))


def part_names(count: int) -> tuple[Code, ...]:
    """The names of `count` parts of a module."""
    return tuple(dotted_name(f"_part{number}") for number in range(1, count + 1))
