"""`x-trueup-ignore`: suppressions in a description.

The extension applies to the object that has it and to everything below. Where its name is
the name of a property, of a component or of another thing, or a part of an example, it is
data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ..diagnostics import Locatable, Report, Span
from ..json_values import Json
from ..lint.index import is_data_field
from ..openapi import ObjectKind
from ..resolve import Spec
from ..source import Document, EnclosingValues, Node, Pointer, pointer_text
from ..suggestions import did_you_mean
from ..suppressions import (
    EXTENSION,
    InlineSuppression,
    Suppressions,
    parse_date,
)

EXPLANATIONS = {
    "invalid-suppression": """\
An `x-trueup-ignore` of the description is invalid, so it has no effect. It is an object with a
`rule` and a `reason`, or a list of such objects; `expires: YYYY-MM-DD` is optional.""",
}
"""Explanations of the diagnostic codes of this module."""

_CODE = "invalid-suppression"
_FIELDS = ("rule", "reason", "expires")
_MAX_ENTRIES = 1_000
"""Maximum number of entries at one object."""

_ESCAPE = re.compile(r"\\(?:x|u00|U000000)(?:2[dD]|6[1-9a-fA-F]|7[0-9aA])")
"""An escape of a letter or a hyphen. The name of the extension may be written with such."""

_MAPS = frozenset(
    {
        *("$defs", "callbacks", "content", "definitions", "dependentSchemas"),
        *("encoding", "examples", "headers", "links", "mapping", "pathItems"),
        *("patternProperties", "properties", "requestBodies", "schemas", "scopes"),
        *("securityDefinitions", "securitySchemes", "variables", "webhooks"),
        *("mediaTypes", "additionalOperations", "dependentRequired"),
    }
)
"""Keys of objects in which every key is a name."""


def attach_suppressions(spec: Spec, suppressions: Suppressions, report: Report) -> None:
    """Add the suppressions of a description; report the mistakes in them."""
    inline: list[InlineSuppression] = []
    for owner, places in _owners(spec):
        inline += _parse(owner, places, report)
    documents = {
        file.display: file
        for document in spec.documents.values()
        for file in document.files
    }
    indexes: dict[str, EnclosingValues] = {}

    def pointer_of(span: Span) -> str:
        document = documents.get(span.path)
        if document is None or not span.length:
            return span.pointer
        index = indexes.setdefault(span.path, EnclosingValues(document))
        return index.pointer_of(span)

    needs_operations = any(entry.operations for entry in suppressions.configured)
    operations = _operations(spec) if needs_operations else {}
    suppressions.attach(documents, inline, operations, pointer_of)


def suppressing_objects(document: Document) -> Iterator[Node]:
    """The objects of a document that have the extension."""
    if any(
        EXTENSION in file.text or _ESCAPE.search(file.text) for file in document.files
    ):
        for node in _objects(document):
            if node.get(EXTENSION) is not None and not _is_map(node.pointer):
                yield node


def _operations(spec: Spec) -> dict[str, list[tuple[str, str]]]:
    """The paths and the pointers of operations, by their ids."""
    operations: dict[str, list[tuple[str, str]]] = {}
    for node, kind in spec.objects:
        if kind is ObjectKind.OPERATION and (name := node.text("operationId")):
            operations.setdefault(name, []).extend(_places(node))
    return operations


def _places(node: Node) -> Iterator[tuple[str, str]]:
    """The paths and the pointer of an object, which may have parts in overlays."""
    pointer = pointer_text(node.pointer)
    for file in node.document.files:
        yield file.display, pointer


def _owners(spec: Spec) -> Iterator[tuple[Node, tuple[tuple[str, str], ...]]]:
    """The objects with the extension, and all places that repeat the same object."""
    places: dict[object, list[Node]] = {}
    for document in spec.documents.values():
        for node in suppressing_objects(document):
            extension = node.get(EXTENSION)
            assert extension is not None
            is_container = isinstance(extension.value, (dict, list))
            same = id(extension.value) if is_container else extension.identity
            places.setdefault(same, []).append(node)
    for nodes in places.values():
        yield nodes[0], tuple(place for node in nodes for place in _places(node))


def _objects(document: Document) -> Iterator[Node]:
    """All objects of a document that are not data."""
    pending: list[tuple[Pointer, Json]] = [((), document.value)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            yield Node(document, pointer, value)
            is_map = _is_map(pointer)
            pending += (
                ((*pointer, name), inner)
                for name, inner in value.items()
                if isinstance(inner, (dict, list))
                and (is_map or not is_data_field(name, inner))
            )
        elif isinstance(value, list):
            pending += (
                ((*pointer, str(number)), inner)
                for number, inner in enumerate(value)
                if isinstance(inner, (dict, list))
            )


def _is_map(pointer: Pointer) -> bool:
    """Whether every key of the object at a pointer is a name."""
    if not pointer:
        return False
    parents = pointer[:-1]
    if pointer[-1] in ("responses", "parameters"):  # of components, not of an operation
        return parents in ((), ("components",))
    return pointer[-1] in _MAPS and not _is_map(parents)


class _Entry(Struct, frozen=True):
    """An entry of the extension, and where it is."""

    value: Json
    location: Locatable


def _entries(owner: Node) -> Iterator[_Entry]:
    """The entries of the extension. Their location is that of the extension's key if there
    is only one."""
    node = owner.get(EXTENSION)
    assert node is not None
    if not isinstance(node.value, list):
        yield _Entry(node.value, owner.key(EXTENSION))
        return
    for element in node.elements():
        yield _Entry(element.value, element)


def _parse(
    owner: Node, places: tuple[tuple[str, str], ...], report: Report
) -> Iterator[InlineSuppression]:
    for number, entry in enumerate(_entries(owner)):
        if number == _MAX_ENTRIES:
            message = f"more than {_MAX_ENTRIES:,} entries; the others are ignored"
            report.warning(_CODE, message, entry.location)
            return
        error, hint = _error(entry.value)
        if error is not None:
            report.warning(_CODE, f"{error}; no effect", entry.location, help=hint)
            continue
        assert isinstance(entry.value, dict)
        rule, expires = entry.value["rule"], entry.value.get("expires")
        assert isinstance(rule, str)
        last = None if expires is None else parse_date(expires)
        yield InlineSuppression(rule, last, entry.location, places)


def _error(value: Json) -> tuple[str | None, str | None]:
    """The first mistake of an entry, and what to do about it."""
    if not isinstance(value, dict):
        hint = "write `{rule: CODE, reason: TEXT}`"
        return f"an entry of `{EXTENSION}` must be an object", hint
    for name in value:
        if name not in _FIELDS:
            return f"unknown key `{name[:60]}`", did_you_mean(name, _FIELDS)
    for name in ("rule", "reason"):
        text = value.get(name)
        if not isinstance(text, str) or not text.strip():
            return f"`{name}` must be a non-empty string", None
    expires = value.get("expires")
    if expires is not None and parse_date(expires) is None:
        return "`expires` must be a date", "write `YYYY-MM-DD`"
    return None, None
