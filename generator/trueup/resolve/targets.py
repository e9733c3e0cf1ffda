"""Targets of URI references in fields other than `$ref`."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from ..openapi import METHODS
from ..pointers import unescape
from ..source import Document, Node
from .spec import Spec


def document_at(spec: Spec, written: str, base: Node) -> Document | None:
    """The document that a URI reference names, relative to that of `base`; None if it was
    not loaded."""
    file = written.partition("#")[0]
    if not file:
        return base.document
    for document in spec.documents.values():
        is_named = Node(document, (), document.value).text("$self") == file
        if is_named or document.location.endswith("/" + file.rpartition("/")[2]):
            return document
    return None


def node_at(spec: Spec, written: str, base: Node) -> Node | None:
    """The target of a URI reference with a JSON pointer, relative to the document of
    `base`; None if it does not exist or was not loaded."""
    document = document_at(spec, written, base)
    if document is None:
        return None
    return Node(document, (), document.value).at(*_names(written))


def operation_at(spec: Spec, written: str, base: Node) -> Node | None:
    """The operation that a URI reference names, also in a path item with a `$ref`; None
    if it does not exist, was not loaded or is another object."""
    document, names = document_at(spec, written, base), [*_names(written)]
    if document is None or not (names and names[-1] in METHODS):
        return None
    return spec.member(Node(document, (), document.value), *names)


def _names(written: str) -> Iterator[str]:
    fragment = written.partition("#")[2]
    return map(unescape, unquote(fragment).split("/")[1:])
