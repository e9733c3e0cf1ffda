"""Validate: which faults cannot matter to code.

An error stops a run, so it is for what code is made of. A fault in what only people
read, and one that leaves the meaning clear, is a warning.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics import Severity
from ..source import Node, Pointer
from ..structure import Kind
from .fault import Fault

_PROSE = frozenset(
    {
        Kind.INFO,
        Kind.CONTACT,
        Kind.LICENSE,
        Kind.EXTERNAL_DOCS,
        Kind.TAG,
        Kind.EXAMPLE,
        Kind.XML,
        Kind.LINK,
    }
)
_HARMLESS = frozenset({"format", "unexpected", "uniqueItems"})
"""Kinds of faults, wherever they stand."""

_PROSE_MEMBERS = frozenset(
    {
        "default",
        "deprecated",
        "description",
        "example",
        "examples",
        "externalDocs",
        "format",
        "summary",
        "tags",
        "title",
        "xml",
    }
)

_EARLIER_MEMBERS = frozenset(
    {"exclusiveMinimum", "exclusiveMaximum", "$recursiveAnchor"}
)
"""Of schemas: an earlier dialect's form, which is read as it was meant there."""


def severity(
    fault: Fault, known: Mapping[tuple[str, Pointer], tuple[Kind, Node]]
) -> Severity:
    """A warning for a fault that code does not depend on, otherwise an error."""
    if fault.subject in _HARMLESS:
        return Severity.WARNING
    pointer = fault.pointer
    for length in range(len(pointer), -1, -1):
        found = known.get((fault.document.location, pointer[:length]))
        if found is not None:
            # The member of that object which is wrong, or is missing.
            member = pointer[length] if length < len(pointer) else fault.subject
            prose = found[0] in _PROSE or member in _PROSE_MEMBERS
            known_form = found[0] is Kind.SCHEMA and member in _EARLIER_MEMBERS
            return Severity.WARNING if prose or known_form else Severity.ERROR
    return Severity.ERROR
