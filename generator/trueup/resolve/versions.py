"""Resolve, first step: which version of the specification a description follows."""

from __future__ import annotations

import re

from ..diagnostics import Locatable, Report
from ..source import Document, Node
from ..structure import V20, VERSIONS, Version

_VERSION = re.compile(r"([0-9]+)\.([0-9]+)(?:\.[0-9]+)?(?:-[0-9A-Za-z.-]+)?")


def find_version(document: Document, report: Report) -> Version | None:
    """The version, or None with a diagnostic."""
    root = Node(document, (), document.value)
    if not isinstance(document.value, dict):
        report.error("not-a-description", "a description is an object", root)
        return None
    for name in ("openapi", "swagger"):
        member = root.get(name)
        if member is not None:
            return _read(name, member, report)
    report.error(
        "unknown-version",
        "neither `openapi` nor `swagger` says which version this is",
        root,
        help="add `openapi: 3.1.1`",
    )
    return None


def _read(name: str, member: Node, report: Report) -> Version | None:
    written = member.value
    # `swagger: 2.0` without quotes is a number, and leaves no doubt.
    if isinstance(written, (int, float)) and not isinstance(written, bool):
        written = "2.0" if written == 2 else str(written)
    found = _VERSION.fullmatch(written) if isinstance(written, str) else None
    if found is not None and len(found[0]) < 40:
        version = int(found[1]), int(found[2])
        if version in VERSIONS and (version == V20) == (name == "swagger"):
            return version
    _unknown(name, member, report)
    return None


def _unknown(name: str, place: Locatable, report: Report) -> None:
    known = "2.0" if name == "swagger" else "3.0, 3.1 and 3.2"
    message = f"`{name}` names no version that is known here"
    report.error("unknown-version", message, place, help=f"known: {known}")
