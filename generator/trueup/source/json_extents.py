"""Source extents in JSON, computed on demand for one container at a time.

Values that are not on the path of a pointer are skipped by the scanner of `json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from .document import Extent, Pointer

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


class JsonExtents:
    """The extents in valid JSON."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[Pointer, dict[str, tuple[Extent | None, Extent]]] = {}

    def key(self, pointer: Pointer) -> Extent | None:
        entry = self._entry(pointer)
        return None if entry is None else entry[0]

    def value(self, pointer: Pointer) -> Extent | None:
        if not pointer:
            start = self._space(0)
            return start, start + 1
        entry = self._entry(pointer)
        return None if entry is None else entry[1]

    def duplicates(self, pointer: Pointer) -> Iterator[tuple[str, Extent, Extent]]:
        """Duplicate keys of an object: name, previous extent, extent."""
        seen: dict[str, Extent] = {}
        start = self.value(pointer)
        if start is None:
            return
        for name, key, _ in self._scan(start[0]):
            if key is None:
                continue
            if name in seen:
                yield name, seen[name], key
            seen[name] = key

    def _entry(self, pointer: Pointer) -> tuple[Extent | None, Extent] | None:
        if not pointer:
            return None
        parent, last = pointer[:-1], pointer[-1]
        entries = self._known.get(parent)
        if entries is None:
            start = self.value(parent)
            if start is None:
                return None
            entries = {name: (key, value) for name, key, value in self._scan(start[0])}
            self._known[parent] = entries
        return entries.get(last)

    def _scan(self, start: int) -> Iterator[tuple[str, Extent | None, Extent]]:
        """Entries of the object, or items of the array, that starts at `start`."""
        text = self._text
        opening = text[start : start + 1]
        if opening not in ("{", "["):
            return
        at = self._space(start + 1)
        index = 0
        while text[at] not in "}]":
            key: Extent | None = None
            name = str(index)
            if opening == "{":
                name, end = _DECODER.raw_decode(text, at)
                key = (at, end)
                at = self._space(self._space(end) + 1)
            _, end = _DECODER.raw_decode(text, at)
            yield name, key, (at, end)
            index += 1
            at = self._space(end)
            if text[at] == ",":
                at = self._space(at + 1)

    def _space(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        assert match is not None
        return match.end()
