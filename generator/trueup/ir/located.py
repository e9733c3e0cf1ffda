"""Base of nodes with a source location."""

from __future__ import annotations

from msgspec import Struct

from ..diagnostics import Locatable


class Located(Struct, frozen=True, eq=False, kw_only=True):
    """Base of nodes with a source location, which equality ignores."""

    source_location: Locatable | None = None

    def __eq__(self, value: object) -> bool:
        if self is value:
            return True
        if type(value) is not type(self):
            return NotImplemented
        return all(
            getattr(self, name) == getattr(value, name) for name in self._compared()
        )

    def __ne__(self, value: object) -> bool:
        return not self == value  # that of the base class compares every field

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self._compared()))

    def _compared(self) -> tuple[str, ...]:
        return tuple(
            name for name in self.__struct_fields__ if name != "source_location"
        )
