"""Load, positions in YAML: packed while the text is read.

They are four offsets a member (key start, key end, value start, value end) and two an
element, in one array per container, found by the container's identity. An object per
value would take longer to make than all values.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from msgspec import Struct, field

from .document import Extent, Json, Pointer


class YamlPlaces(Struct, frozen=True):
    """The places of a text, by container."""

    root: Json
    root_extent: Extent
    positions: Mapping[int, array[int]]
    _orders: dict[int, dict[str, int]] = field(default_factory=dict)

    def key(self, pointer: Pointer) -> Extent | None:
        found = self._find(pointer)
        if found is None or found[2] != 4:
            return None
        offsets, at, _ = found
        return offsets[at], offsets[at + 1]

    def value(self, pointer: Pointer) -> Extent | None:
        if not pointer:
            return self.root_extent
        found = self._find(pointer)
        if found is None:
            return None
        offsets, at, width = found
        return offsets[at + width - 2], offsets[at + width - 1]

    def _find(self, pointer: Pointer) -> tuple[array[int], int, int] | None:
        """The container's offsets, where the member's begin, and how many it has."""
        value = self.root
        found: tuple[array[int], int, int] | None = None
        for name in pointer:
            if isinstance(value, dict) and name in value:
                offsets = self.positions[id(value)]
                found = offsets, 4 * self._order(value)[name], 4
                value = value[name]
            elif isinstance(value, list) and name.isdecimal():
                index = int(name)
                if index >= len(value):
                    return None
                found = self.positions[id(value)], 2 * index, 2
                value = value[index]
            else:
                return None
        return found

    def _order(self, mapping: dict[str, Json]) -> dict[str, int]:
        """The index of each key in a mapping."""
        order = self._orders.get(id(mapping))
        if order is None:
            order = {key: index for index, key in enumerate(mapping)}
            self._orders[id(mapping)] = order
        return order
