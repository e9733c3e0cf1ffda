"""Load, positions in JSON: found on demand, one container at a time.

Members that a pointer does not pass through are skipped by the `json` module's own
scanner, so the first question costs a few readings of the file and later ones little.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from .document import Extent, Pointer

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


class JsonPlaces:
    """The places of a text that is known to be JSON."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[Pointer, dict[str, tuple[Extent | None, Extent]]] = {}

    def key(self, pointer: Pointer) -> Extent | None:
        found = self._member(pointer)
        return None if found is None else found[0]

    def value(self, pointer: Pointer) -> Extent | None:
        if not pointer:
            start = self._space(0)
            return start, start + 1
        found = self._member(pointer)
        return None if found is None else found[1]

    def repeated(self, pointer: Pointer) -> Iterator[tuple[str, Extent, Extent]]:
        """Keys that one object has twice: name, place before, place again."""
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

    def _member(self, pointer: Pointer) -> tuple[Extent | None, Extent] | None:
        if not pointer:
            return None
        parent, name = pointer[:-1], pointer[-1]
        members = self._known.get(parent)
        if members is None:
            start = self.value(parent)
            if start is None:
                return None
            members = {each: (key, value) for each, key, value in self._scan(start[0])}
            self._known[parent] = members
        return members.get(name)

    def _scan(self, start: int) -> Iterator[tuple[str, Extent | None, Extent]]:
        """Members of the object, elements of the array, that starts at `start`."""
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
        found = _SPACE.match(self._text, at)
        assert found is not None
        return found.end()
