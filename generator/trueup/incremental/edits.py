"""Two texts of one description to the one operation in which they differ."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from ..diagnostics import Report
from ..source import Document, Json, is_read_as_json, parse
from .regions import Region

_ANCHOR = re.compile(r"(?<![^\s\[{,:-])&\S")
"""What others may refer to (YAML 1.2.2, section 6.9.2), or looks like it."""


class Edit(Struct, frozen=True):
    """An operation before and after: each is the one member of its document."""

    region: Region
    before: Document
    after: Document


def find_edit(document: Document, known: Sequence[Region], text: str) -> Edit | None:
    """What is different in `text`; None where it is not, or not surely, one operation.

    `known` are the regions of `document`. Each piece is read by itself. That of the old
    text has to give what it gave in the whole, and that of the new one an operation of
    the same method and nothing else: then the whole gives that too.
    """
    first = _first_difference(document.text, text)
    at = bisect_right(known, first, key=lambda region: region.start) - 1
    for region in known[max(at - 1, 0) : at + 1]:
        found = _in_region(document, region, first, text)
        if found is not None:
            return found
    return None


def _in_region(
    document: Document, region: Region, first: int, text: str
) -> Edit | None:
    end = region.end + len(text) - len(document.text)
    rest = document.text[region.end :]
    if first < region.start or end <= region.start or not text.endswith(rest):
        return None
    before = _operation(document, region, document.text[region.start : region.end])
    after = _operation(document, region, text[region.start : end])
    if before is None or after is None or before.value != _value(document, region):
        return None
    return Edit(region, before, after)


def _operation(document: Document, region: Region, piece: str) -> Document | None:
    """A piece of text as a document of one operation; None where it is another."""
    is_json = is_read_as_json(document)
    if not is_json and _ANCHOR.search(piece):
        return None
    report = Report()
    text = "{" + piece + "}" if is_json else piece
    found = parse(text, document.path, report, display=document.display)
    if found is None or len(report) or is_read_as_json(found) is not is_json:
        return None
    value = found.value
    if not isinstance(value, dict) or list(value) != [region.method]:
        return None
    return found if isinstance(value[region.method], dict) else None


def _value(document: Document, region: Region) -> Json:
    value = document.value
    for name in region.pointer[:-1]:
        assert isinstance(value, dict)
        value = value[name]
    assert isinstance(value, dict)
    return {region.method: value[region.method]}


def _first_difference(one: str, other: str) -> int:
    """The length of what two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
