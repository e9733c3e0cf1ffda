"""A description to the part of it that one operation refers to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from ..source import Document, Extent, Json, Places, Pointer
from ..structure import METHODS
from .regions import Region

_SHELVES = ("definitions", "parameters", "responses")
"""What 2.0 keeps at the root."""
_NAMING = frozenset(
    ("$id", "$anchor", "$dynamicRef", "$dynamicAnchor")
    + ("$recursiveRef", "$recursiveAnchor")
)
"""Words by which schemas name themselves, or lead to others by their names."""


class _Within(Struct, frozen=True):
    """The places of one operation, in a text that holds nothing else."""

    prefix: Pointer
    inner: Places

    def key(self, pointer: Pointer) -> Extent | None:
        own = self._own(pointer)
        return None if own is None else self.inner.key(own)

    def value(self, pointer: Pointer) -> Extent | None:
        own = self._own(pointer)
        return None if own is None else self.inner.value(own)

    def _own(self, pointer: Pointer) -> Pointer | None:
        depth = len(self.prefix)
        if len(pointer) <= depth or pointer[:depth] != self.prefix:
            return None
        return pointer[depth:]


def sliced(whole: Document, region: Region, piece: Document) -> Document | None:
    """The description with one operation, that of `piece`, and what it refers to.

    None where it refers to more than components.
    """
    root, one = whole.value, piece.value
    if not isinstance(root, dict) or not isinstance(one, dict):
        return None
    paths = root["paths"]
    assert isinstance(paths, dict)
    item = paths[region.path]
    assert isinstance(item, dict)
    if "$ref" in item:
        return None
    kept = {
        name: value
        for name, value in item.items()
        if name not in METHODS and name != "additionalOperations"
    }
    kept[region.method] = one[region.method]
    shelves = _shelves(root)
    if None in _references(kept[region.method]):
        return None  # others may refer to it by a name
    reached = _reached(kept, shelves)
    if reached is None:
        return None
    value: dict[str, Json] = {}
    for name, member in root.items():
        if name == "paths":
            value[name] = {region.path: kept}
        elif name == "components" and isinstance(member, dict):
            value[name] = {
                kind: _of(shelf, reached, ("components", kind))
                for kind, shelf in member.items()
            }
        elif name in _SHELVES:
            value[name] = _of(member, reached, (name,))
        elif name != "webhooks":
            value[name] = member
    places = _Within(region.pointer[:-1], piece.places)
    return replace(piece, value=value, places=places, location=whole.location)


def _of(shelf: Json, reached: frozenset[Pointer], prefix: Pointer) -> Json:
    if not isinstance(shelf, dict) or prefix[-1] == "securitySchemes":
        return shelf
    return {name: value for name, value in shelf.items() if (*prefix, name) in reached}


def _shelves(root: dict[str, Json]) -> dict[Pointer, Json]:
    """Every component by its pointer."""
    found: dict[Pointer, Json] = {}
    components = root.get("components")
    for kind, shelf in components.items() if isinstance(components, dict) else ():
        for name, value in shelf.items() if isinstance(shelf, dict) else ():
            found["components", kind, name] = value
    for kind in _SHELVES:
        shelf = root.get(kind)
        for name, value in shelf.items() if isinstance(shelf, dict) else ():
            found[kind, name] = value
    return found


def _reached(start: Json, shelves: dict[Pointer, Json]) -> frozenset[Pointer] | None:
    """Components that `start` refers to, directly or not: all of them where a schema
    may lead to others by their names."""
    found: set[Pointer] = set()
    waiting = [start]
    while waiting:
        for written in _references(waiting.pop()):
            if written is None:
                return frozenset(shelves)
            pointer = _pointer(written, shelves)
            if pointer is None:
                return None
            if pointer not in found:
                found.add(pointer)
                waiting.append(shelves[pointer])
    return frozenset(found)


def _pointer(written: str, shelves: dict[Pointer, Json]) -> Pointer | None:
    """The component at which a reference leads, or in which."""
    if not written.startswith("#/"):
        return None
    tokens = tuple(
        unquote(token).replace("~1", "/").replace("~0", "~")
        for token in written[2:].split("/")
    )
    found = tokens[: 3 if tokens[0] == "components" else 2]
    return found if found in shelves else None


def _references(value: Json) -> Iterator[str | None]:
    """Every `$ref` in a value; None for what leads on otherwise."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, list):
            waiting += inner
        elif isinstance(inner, dict):
            if not _NAMING.isdisjoint(inner):
                yield None
            if "discriminator" in inner:
                yield from _named(inner)
            for name, member in inner.items():
                if name == "$ref" and isinstance(member, str):
                    yield member
                else:
                    waiting.append(member)


def _named(schema: dict[str, Json]) -> Iterator[str | None]:
    """What a discriminator leads to. One without variants beside it leads to all that
    refer to its schema, wherever these are (OAS 3.1, section 4.8.25)."""
    if "oneOf" not in schema and "anyOf" not in schema:
        yield None
        return
    found = schema["discriminator"]
    mapping = found.get("mapping") if isinstance(found, dict) else None
    for written in mapping.values() if isinstance(mapping, dict) else ():
        if isinstance(written, str):
            is_pointer = written.startswith("#")
            yield written if is_pointer else f"#/components/schemas/{written}"
