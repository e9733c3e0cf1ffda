"""Detection of the OpenAPI version."""

from __future__ import annotations

import re

from ..diagnostics import Report
from ..openapi import V20, VERSIONS, Version
from ..source import Document, Node

_VERSION = re.compile(r"([0-9]+)\.([0-9]+)(?:\.[0-9]+)?(?:-[0-9A-Za-z.-]+)?")


def find_version(
    document: Document, report: Report, assume: Version | None = None
) -> Version | None:
    """The version of a description; None, with a diagnostic, if it is not supported.
    `assume` is the version of a document that states none."""
    root = Node(document, (), document.value)
    if not isinstance(document.value, dict):
        report.error("not-a-description", "a description must be an object", root)
        return None
    for name in ("openapi", "swagger"):
        field = root.get(name)
        if field is not None:
            return _parse(name, field, report)
    if assume is not None:
        return assume
    report.error(
        "unknown-version",
        "the version is missing: neither `openapi` nor `swagger` is present",
        root,
        help="add `openapi: 3.1.1`",
    )
    return None


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
    message = f"`{name}` is not a supported version"
    report.error("unknown-version", message, field, help=f"use {supported}")
    return None
