"""What stands somewhere in a description, and is the same wherever it stands."""

from __future__ import annotations

from msgspec import Struct

from ..diagnostics import Locatable


class Placed(Struct, frozen=True, eq=False, kw_only=True):
    """Base of nodes that know their place. Two are equal when all else is."""

    place: Locatable | None = None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, one) == getattr(other, one) for one in self._others())

    def __ne__(self, other: object) -> bool:
        return not self == other  # the base class's own counts every field

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, one) for one in self._others()))

    def _others(self) -> tuple[str, ...]:
        return tuple(one for one in self.__struct_fields__ if one != "place")
