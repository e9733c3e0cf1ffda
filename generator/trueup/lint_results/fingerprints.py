"""Fingerprints of diagnostics, which survive changes elsewhere in a file.

A fingerprint is the code, the file, the canonical pointer and a digest of the value at the
pointer. Lines are not part of it, nor is the order of keys. In a canonical pointer, an
item of an array is named by what identifies it, such as the name of a parameter, so that
inserting another item does not change it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from ..diagnostics import Diagnostic, Span
from ..hosts import is_url
from ..json_values import Json
from ..openapi import METHODS
from ..pointers import escape, unescape
from ..source import Document, EnclosingValues
from ..suppressions import EXTENSION

_IDENTIFYING = (
    *(("$ref",), ("in", "name"), ("name",), ("url",), ("operationId",)),
    *(("title",), ("$id",), ("$anchor",), ("const",)),
)
"""Fields that identify an item of an array, the most specific ones first."""

_CHILDREN = frozenset(
    {
        *METHODS,
        *("additionalOperations", "callbacks", "content", "headers", "links"),
        *("parameters", "requestBody", "responses", "security", "servers", "tags"),
    }
)
"""Fields of objects other than schemas whose values have diagnostics of their own, so that
a change in them leaves the diagnostics of the object as they are."""

_MAPS = frozenset(
    {
        *((), ("components",), ("definitions",), ("parameters",), ("paths",)),
        *(("responses",), ("securityDefinitions",), ("webhooks",)),
    }
)
"""Pointers of values that contain the rest of a description."""

_MAX_NAME = 80
"""Maximum length of the name of an item; a longer one is replaced by a digest."""


class Fingerprint(Struct, frozen=True, order=True):
    """Identifies a diagnostic. `file` is relative to some folder, or a URL."""

    file: str
    rule: str
    pointer: str
    value: str


class Fingerprints:
    """Computes fingerprints of diagnostics in some documents.

    `file_of` is the name of a file, from the path of a span.
    """

    def __init__(
        self, documents: Iterable[Document], file_of: Callable[[str], str]
    ) -> None:
        every = [(file, document) for document in documents for file in document.files]
        self._documents = {file.display: document for file, document in every}
        self._files = {file.display: file for file, _ in every}
        self._file_of = cache(file_of)
        self._names: dict[int, list[str]] = {}
        self._values: dict[tuple[str, str], tuple[str, str]] = {}
        self._enclosing: dict[str, EnclosingValues] = {}

    def count(self, diagnostics: Iterable[Diagnostic]) -> Counter[Fingerprint]:
        return Counter(fingerprint for _, fingerprint in self.pairs(diagnostics))

    def pairs(
        self, diagnostics: Iterable[Diagnostic]
    ) -> Iterator[tuple[Diagnostic, Fingerprint]]:
        """The diagnostics with their fingerprints. Remainders have none, and neither have
        errors that prevent generation: the checks after them did not run, so hiding them
        would look like a description without problems."""
        for diagnostic in diagnostics:
            if not (diagnostic.is_remainder or diagnostic.prevents_generation):
                yield diagnostic, self._of(diagnostic)

    def _of(self, diagnostic: Diagnostic) -> Fingerprint:
        span, message = diagnostic.span, _digest(diagnostic.message)
        if span is None:
            return Fingerprint("", diagnostic.code, "", message)
        file = self._file_of(span.path)
        document = self._documents.get(span.path)
        if document is None:
            return Fingerprint(file, diagnostic.code, span.pointer, message)
        pointer, is_enclosing = span.pointer, False
        if not pointer and span.length:
            pointer = self._enclosing_pointer(span)
            is_enclosing = bool(pointer)
        known = self._values.get((span.path, pointer))
        if known is None:
            known = self._canonical(document.value, pointer)
            self._values[span.path, pointer] = known
        canonical, value = known
        # A diagnostic of a parser is about a part of the text, not about a value.
        value = message if is_enclosing else value
        return Fingerprint(file, diagnostic.code, canonical, value)

    def _enclosing_pointer(self, span: Span) -> str:
        index = self._enclosing.get(span.path)
        if index is None:
            index = EnclosingValues(self._files[span.path])
            self._enclosing[span.path] = index
        return index.pointer_of(span)

    def _canonical(self, value: Json, pointer: str) -> tuple[str, str]:
        """The canonical pointer, and the digest of the value."""
        names = tuple(map(unescape, pointer.split("/")[1:]))
        canonical: list[str] = []
        for depth, name in enumerate(names):
            if isinstance(value, dict) and name in value:
                value = value[name]
                canonical.append(name)
            elif isinstance(value, list) and _is_index(name, value):
                canonical.append(self._item_names(value)[int(name)])
                value = value[int(name)]
            else:  # a missing value
                canonical += names[depth:]
                return _join(canonical), "absent"
        return _join(canonical), _digest(_text(_own(value, names)))

    def _item_names(self, items: list[Json]) -> list[str]:
        """A name for each item of an array, which does not depend on the others unless
        they have the same."""
        names = self._names.get(id(items))
        if names is None:
            occurrences = Counter[str]()
            names = []
            for item in items:
                name = _item_name(item)
                occurrences[name] += 1
                number = occurrences[name]
                names.append(f"[{name}]" if number == 1 else f"[{name}]#{number}")
            self._names[id(items)] = names
        return names


def relative_to(base: Path, shown: str) -> str:
    """The path of a span, relative to a folder. Folders are compared by their real paths."""
    if is_url(shown):
        return shown
    folder, name = os.path.split(os.path.abspath(shown))
    try:
        path = os.path.join(os.path.realpath(folder), name)
        return Path(os.path.relpath(path, os.path.realpath(base))).as_posix()
    except ValueError:  # another drive
        return name


def _is_index(name: str, items: list[Json]) -> bool:
    return name.isascii() and name.isdecimal() and int(name) < len(items)


def _join(names: Iterable[str]) -> str:
    return "".join(f"/{escape(name)}" for name in names)


def _item_name(item: Json) -> str:
    name = ""
    if isinstance(item, dict):
        for fields in _IDENTIFYING:
            values = [item.get(field) for field in fields]
            if all(isinstance(value, str) and value for value in values):
                pairs = zip(fields, values, strict=True)
                name = ",".join(f"{field}={value}" for field, value in pairs)
                break
        else:
            if item and all(isinstance(value, list) for value in item.values()):
                name = ",".join(sorted(item))  # a security requirement
    elif not isinstance(item, list):
        name = json.dumps(item, ensure_ascii=False)
    return name if 0 < len(name) <= _MAX_NAME else _digest(_text(item))


def _own(value: Json, pointer: tuple[str, ...]) -> Json:
    """A value without parts that have diagnostics of their own."""
    if not isinstance(value, dict):
        return value
    is_map = pointer in _MAPS or (len(pointer) == 2 and pointer[0] == "components")
    if is_map:
        fields = value if not pointer else {}
        return {
            name: inner
            for name, inner in fields.items()
            if not isinstance(inner, (dict, list))
        }
    if "schemas" in pointer or "schema" in pointer or "definitions" in pointer[:1]:
        return value
    return {name: inner for name, inner in value.items() if name not in _CHILDREN}


def _text(value: Json) -> str:
    """A string that is the same for equal values; suppressions are not part of them."""
    return json.dumps(_normal(value), sort_keys=True)


def _normal(value: Json) -> Json:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_normal(item) for item in value]
    if isinstance(value, dict):
        return {
            name: _normal(inner) for name, inner in value.items() if name != EXTENSION
        }
    return value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
