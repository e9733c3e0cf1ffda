"""The description as one JSON document, which a generated server serves.

Other documents are embedded under `x-documents`, and references lead there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from . import ir
from .config import Package
from .emit.json_layout import document_of_rows
from .emit.quoting import Code
from .lint_results import suppressing_objects
from .openapi import METHODS
from .pointers import pointer_token
from .render import Planned
from .resolve import Spec
from .source import Document
from .suppressions import EXTENSION

_DOCUMENTS = "x-documents"


def served_description(spec: Spec, api: ir.Api, package: Package) -> Planned:
    """Plan the description that the server serves, without excluded operations."""
    is_whole = package.include.is_empty and package.exclude.is_empty
    served = ((operation.method, operation.path) for operation in api.operations)
    text = description_text(spec, None if is_whole else served)
    return Planned(package.source / "server/openapi.json", None, text)


def description_text(spec: Spec, operations: Iterable[tuple[str, str]] | None) -> Code:
    """The text of the document. `operations` are the methods and paths that it keeps;
    None for all."""
    root = spec.root.document
    names = _names(root, spec.documents)
    copies: dict[int, Any] = {
        id(document): deepcopy(document.value)
        for document in (root, *spec.documents.values())
    }
    for node, target in spec.links.items() if names else ():
        referring = _at(copies[id(node.document)], node.pointer)
        if target is not None and isinstance(referring, dict) and "$ref" in referring:
            referring["$ref"] = _reference(target.document, target.pointer, names)
    for document in (root, *spec.documents.values()):
        for owner in suppressing_objects(document):
            _at(copies[id(document)], owner.pointer).pop(EXTENSION, None)
    bundled: dict[str, Any] = copies[id(root)]
    if operations is not None:
        _drop_others(bundled, frozenset(operations))
    if names:
        bundled[_DOCUMENTS] = {
            names[id(document)]: copies[id(document)]
            for document in spec.documents.values()
            if document is not root
        }
    return document_of_rows(bundled, ("paths", "definitions", _DOCUMENTS))


def _names(root: Document, documents: Mapping[Path, Document]) -> dict[int, str]:
    """A name for each document other than the root, by identity."""
    names: dict[int, str] = {}
    for document in documents.values():
        if document is not root:
            name = document.path.name
            count, candidate = 1, name
            while candidate in names.values():
                count += 1
                candidate = f"{count}-{name}"
            names[id(document)] = candidate
    return names


def _reference(
    document: Document, pointer: tuple[str, ...], names: Mapping[int, str]
) -> str:
    is_root = id(document) not in names
    steps = pointer if is_root else (_DOCUMENTS, names[id(document)], *pointer)
    return "#" + "".join(f"/{pointer_token(step)}" for step in steps)


def _at(value: Any, pointer: tuple[str, ...]) -> Any:
    for step in pointer:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _drop_others(bundled: dict[str, Any], served: frozenset[tuple[str, str]]) -> None:
    """Remove the operations that are not served."""
    paths: Any = bundled.get("paths")
    for path, item in list(paths.items()) if isinstance(paths, dict) else ():
        if not isinstance(item, dict) or "$ref" in item:
            continue
        for method in set(METHODS).intersection(item):
            if (method.upper(), path) not in served:
                del item[method]
        if not set(METHODS).intersection(item):
            del paths[path]
