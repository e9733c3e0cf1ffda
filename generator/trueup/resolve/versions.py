"""Detection of the OpenAPI version."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..access import Access
from ..diagnostics import Report
from ..openapi import V20, VERSIONS, ObjectKind, Version
from ..openapi.field_names import FIXED_FIELDS
from ..source import Document, Json, Node, find_includer, is_url, relative_path
from ..suggestions import misspelled

_FILE_NAME = re.compile(r"[\w./ -]+")
_VERSION = re.compile(r"([0-9]+)\.([0-9]+)(?:\.[0-9]+)?(?:-[0-9A-Za-z.-]+)?")


def find_version(
    document: Document, report: Report, access: Access, assume: Version | None = None
) -> Version | None:
    """The version of a description; None, with a diagnostic, if it is not supported.
    `assume` is the version of a document that states none."""
    root = Node(document, (), document.value)
    for name in ("openapi", "swagger"):
        field = root.get(name)
        if field is not None:
            return _parse(name, field, report)
    if assume is not None and isinstance(document.value, dict):
        return assume
    includer = None
    if not is_url(document.location):
        includer = find_includer(document.path, access.descriptions)
    if includer is not None:
        name = relative_path(includer)
        message = f"the file is a part of `{name}`, not a description itself"
        hint = f"name `{name}` instead"
        report.error("not-a-description", message, root, help=hint)
    elif root.get("overlay") is not None and root.get("actions") is not None:
        _report_overlay(root, report)
    elif not isinstance(document.value, dict):
        report.error("not-a-description", "a description must be an object", root)
    else:
        _report_missing(root, document.value, report)
    return None


def _report_overlay(root: Node, report: Report) -> None:
    message = "the file is an overlay, not a description"
    name, extended = root.document.display, root.text("extends")
    description = "DESCRIPTION"
    if _FILE_NAME.fullmatch(extended):
        description = relative_path(root.document.path.parent / extended)
    hint = f"name it with its description: `{description} --overlay {name}`"
    report.error("not-a-description", message, root.get("overlay"), help=hint)


def _report_missing(root: Node, value: Mapping[str, Json], report: Report) -> None:
    message = "the version is missing: neither `openapi` nor `swagger` is present"
    for key in value:
        name = misspelled(key, ("openapi", "swagger"))
        if name is not None:
            hint = f"did you mean `{name}` instead of `{key}`?"
            report.error("unknown-version", message, root.key(key), help=hint)
            return
    hint = "add `openapi: 3.1.1`"
    if value.keys() & _ROOT_FIELDS == value.keys() & {"components"}:
        hint += ", or name the description that includes this file"
    report.error("unknown-version", message, root, help=hint)


_ROOT_FIELDS = FIXED_FIELDS[ObjectKind.OPENAPI]


def _parse(name: str, field: Node, report: Report) -> Version | None:
    value = field.value
    # `swagger: 2.0` without quotes is a number.
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = "2.0" if value == 2 else str(value)
    match = _VERSION.fullmatch(value) if isinstance(value, str) else None
    if match is not None and len(match[0]) < 40:
        version = int(match[1]), int(match[2])
        if version in VERSIONS and (version == V20) == (name == "swagger"):
            return version
    supported = "`2.0`" if name == "swagger" else "`3.0`, `3.1` or `3.2`"
    message = f"the version in `{name}` is not supported"
    report.error("unknown-version", message, field, help=f"use {supported}")
    return None
