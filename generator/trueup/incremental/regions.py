"""Which piece of a description's text holds which operation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from ..source import Document, Json, Pointer, is_read_as_json
from ..structure import METHODS


class Region(Struct, frozen=True):
    """The operation at `paths/{path}/{method}` stands, with its key, in the characters
    from `start` to `end`: in YAML, these are whole lines."""

    path: str
    method: str
    start: int
    end: int

    @property
    def pointer(self) -> Pointer:
        return ("paths", self.path, self.method)


def regions(document: Document) -> tuple[Region, ...]:
    """One for each operation that stands in the document itself, in its order."""
    found = _in_json if is_read_as_json(document) else _in_lines
    return tuple(found(document))


def _operations(document: Document) -> Iterator[tuple[str, str]]:
    for path, item in _members(document.value, "paths").items():
        if isinstance(item, dict):
            for method in item:
                if method in METHODS and isinstance(item[method], dict):
                    yield path, method


def _in_json(document: Document) -> Iterator[Region]:
    for path, method in _operations(document):
        pointer = ("paths", path, method)
        key, value = document.places.key(pointer), document.places.value(pointer)
        if key is not None and value is not None:
            yield Region(path, method, key[0], value[1])


def _in_lines(document: Document) -> Iterator[Region]:
    """From the line of an operation's key to that of the next key around it."""
    starts = sorted(_key_starts(document))
    for path, method in _operations(document):
        key = document.places.key(("paths", path, method))
        if key is None:
            continue
        line = document.text.rfind("\n", 0, key[0]) + 1
        after = bisect_right(starts, key[0])
        following = starts[after] if after < len(starts) else len(document.text)
        end = document.text.rfind("\n", 0, following) + 1
        if after == len(starts):
            end = len(document.text)
        if line < end and not document.text[line : key[0]].strip():
            yield Region(path, method, line, end)


def _key_starts(document: Document) -> Iterator[int]:
    """Where keys of the description, of its paths and of their items begin."""
    root = document.value
    pointers: list[Pointer] = [(name,) for name in _members(root)]
    for path, item in _members(root, "paths").items():
        pointers.append(("paths", path))
        pointers += [("paths", path, name) for name in _members(item)]
    for pointer in pointers:
        key = document.places.key(pointer)
        if key is not None:
            yield key[0]


def _members(value: Json, *names: str) -> dict[str, Json]:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
