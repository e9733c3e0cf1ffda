"""Every difference of two surfaces is reported as a change."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from trueup.surface import BrokenSurface, compare_surfaces, parse_surface

from .edited_descriptions import BASE, surface_of

SURFACE = surface_of(BASE)
DOCUMENT = json.loads(json.dumps(msgspec.to_builtins(SURFACE)))

SILENT = {
    "version",  # of the API
    "sent",  # the direction of a type: its use is a change of its own
    "received",
    "via",  # how a message names an enumeration
    "id",  # the Python name and the request are the same
    "handler",  # of a package that lost its server, which is reported
    "status",  # of an error class: each operation has its own
    "mapping",  # to a variant that does not exist
}
"""Fields whose change alone is not reported."""


def _values(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, str) or not hasattr(value, "__len__"):
        return
    for key in value if isinstance(value, dict) else range(len(value)):
        yield from _values(value[key], (*path, key))


def _edits() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Documents with one value removed or changed, and the path of that value."""
    for path in _values(DOCUMENT):
        for is_removal in (True, False):
            document = parent = copy.deepcopy(DOCUMENT)
            for key in path[:-1]:
                parent = parent[key]
            value = parent[path[-1]]
            if is_removal:
                del parent[path[-1]]
            elif isinstance(value, bool):
                parent[path[-1]] = not value
            elif isinstance(value, str):
                parent[path[-1]] = f"{value}x"
            elif isinstance(value, int):
                parent[path[-1]] = value + 1
            yield path, document


def test_every_edit_of_a_surface_is_reported() -> None:
    silent, reported = set(), 0
    for path, document in _edits():
        try:
            edited = parse_surface(json.dumps(document).encode())
        except BrokenSurface:
            continue
        if edited == SURFACE or not SILENT.isdisjoint(path):
            continue
        for old, new in ((SURFACE, edited), (edited, SURFACE)):
            reported += 1
            if not compare_surfaces(old, new).changes:
                silent.add("/".join(map(str, path)))
    assert not silent
    assert reported > 500
