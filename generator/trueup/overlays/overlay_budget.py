"""Limits on the work of overlays, and on the size of the description that they make.

Repeated actions could otherwise double an array again and again, or copy the document into
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ..json_values import Json
from ..run_limits import TooLarge
from ..source import Node

T = TypeVar("T")

MAX_VISITS = 50_000_000
"""Maximum number of values that all queries and merges of one description visit."""

MAX_ADDED = 1_000_000
"""Maximum number of values that all overlays of one description add."""

_CHARACTERS = 64
"""The number of characters that count as one more value."""


class OverlayBudget:
    """The work that the overlays of one description may still do."""

    def __init__(self) -> None:
        self.location: Node | None = None
        """The `target` of the current action."""
        self._visits = MAX_VISITS
        self._added = MAX_ADDED
        self._sizes: dict[int, tuple[int, int]] = {}

    def start_action(self, target: Node) -> None:
        self.location = target
        self._sizes.clear()

    def spend(self, visits: int) -> None:
        """Count visited values. Raises `TooLarge`."""
        self._visits -= visits
        if self._visits < 0:
            message = f"the actions of overlays visit more than {MAX_VISITS:,} values"
            hint = "use targets that select less"
            raise TooLarge(message, self.location, hint)

    def count(self, values: Iterable[T]) -> Iterator[T]:
        """Count the values of an iterable."""
        for value in values:
            self.spend(1)
            yield value

    def add(self, value: Json) -> int:
        """Count a value that is added, and return its depth. Raises `TooLarge`."""
        size, depth = self._measure(value)
        self._added -= size
        if self._added < 0:
            message = f"overlays add more than {MAX_ADDED:,} values"
            hint = "add less, or to fewer targets"
            raise TooLarge(message, self.location, hint)
        return depth

    def _measure(self, value: Json) -> tuple[int, int]:
        """The number of values in a value, and its depth. A container that occurs several
        times is read once per action."""
        if isinstance(value, str):
            return 1 + len(value) // _CHARACTERS, 0
        if not isinstance(value, (dict, list)):
            return 1, 0
        known = self._sizes.get(id(value))
        if known is None:
            size, depth = 1, 0
            for inner in value.values() if isinstance(value, dict) else value:
                inner_size, inner_depth = self._measure(inner)
                size, depth = size + inner_size, max(depth, inner_depth)
            known = self._sizes[id(value)] = size, depth + 1
        return known
