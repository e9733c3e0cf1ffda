"""What was told already, as one operation asks for it."""

from __future__ import annotations

from collections.abc import Set


class Seen:
    """Keys of which earlier operations told, so that each is told of once.

    Remembers what it was asked: an operation's part stays the same for as long as the
    answers do, whatever else others tell.
    """

    def __init__(self, before: Set[object]) -> None:
        self._asked: dict[object, bool] = {}
        self._before: Set[object] = before
        self.added: set[object] = set()

    def __contains__(self, key: object) -> bool:
        if key in self.added:
            return True
        found = key in self._before
        self._asked[key] = found
        return found

    def add(self, key: object) -> None:
        self.added.add(key)

    def holds(self, before: Set[object]) -> bool:
        """Whether it would be answered the same, had these been told before."""
        return all((key in before) == found for key, found in self._asked.items())
