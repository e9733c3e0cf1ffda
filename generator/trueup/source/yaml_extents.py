"""Source extents in YAML, recorded during parsing.

There is one array of offsets per container: four for each entry of a mapping (start and
end of key and value), two for each item of a sequence. An object per value would take
longer to create than the values.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from msgspec import Struct, field

from ..json_values import Json
from .document import Extent, Pointer


class YamlExtents(Struct, frozen=True):
    """The extents of a document, by the identity of containers."""

    root: Json
    root_extent: Extent
    positions: Mapping[int, array[int]]
    _orders: dict[int, dict[str, int]] = field(default_factory=dict)

    def key(self, pointer: Pointer) -> Extent | None:
        entry = self._find(pointer)
        if entry is None or entry[2] != 4:
            return None
        offsets, start, _ = entry
        return offsets[start], offsets[start + 1]

    def value(self, pointer: Pointer) -> Extent | None:
        if not pointer:
            return self.root_extent
        entry = self._find(pointer)
        if entry is None:
            return None
        offsets, start, width = entry
        return offsets[start + width - 2], offsets[start + width - 1]

    def _find(self, pointer: Pointer) -> tuple[array[int], int, int] | None:
        """The offsets of the container, the index of those of the value, and their number."""
        value = self.root
        entry: tuple[array[int], int, int] | None = None
        for name in pointer:
            if isinstance(value, dict) and name in value:
                offsets = self.positions[id(value)]
                entry = offsets, 4 * self._order(value)[name], 4
                value = value[name]
            elif isinstance(value, list) and name.isdecimal():
                index = int(name)
                if index >= len(value):
                    return None
                entry = self.positions[id(value)], 2 * index, 2
                value = value[index]
            else:
                return None
        return entry

    def _order(self, mapping: dict[str, Json]) -> dict[str, int]:
        """The index of each key in a mapping."""
        order = self._orders.get(id(mapping))
        if order is None:
            order = {key: index for index, key in enumerate(mapping)}
            self._orders[id(mapping)] = order
        return order
