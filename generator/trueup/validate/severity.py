"""Validate: which faults cannot matter to code.

An error stops a run, so it is for what code is made of. A fault in what only people
read, and one that leaves the meaning clear, is a warning.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics import Severity
from ..source import Pointer
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
        "unexpected",
        "xml",
    }
)


def severity(fault: Fault, kinds: Mapping[tuple[str, Pointer], Kind]) -> Severity:
    """A warning for a fault that code does not depend on, otherwise an error."""
    if fault.subject in _PROSE_MEMBERS:
        return Severity.WARNING
    pointer = fault.pointer
    for length in range(len(pointer), -1, -1):
        kind = kinds.get((fault.document.location, pointer[:length]))
        if kind is not None:
            inside = pointer[length : length + 1]
            prose = kind in _PROSE or (inside and inside[0] in _PROSE_MEMBERS)
            return Severity.WARNING if prose else Severity.ERROR
    return Severity.ERROR
