"""Who holds which declarations: what of an API decides about an operation beside it."""

from __future__ import annotations

from msgspec import Struct


class Usage(Struct, frozen=True):
    """Keys of declarations that are named where something is sent, and pointers to
    schemas that judge it. Which forms of a declaration there are follows from these."""

    asked: frozenset[str] = frozenset()
    """Named in requests."""
    answered: frozenset[str] = frozenset()
    """Named in responses."""
    parted: frozenset[str] = frozenset()
    """Sent as forms: their members are parts."""
    judging: frozenset[str] = frozenset()
    """Pointers to the schemas of all that requests hold."""

    def __or__(self, other: Usage) -> Usage:
        return Usage(
            self.asked | other.asked,
            self.answered | other.answered,
            self.parted | other.parted,
            self.judging | other.judging,
        )
