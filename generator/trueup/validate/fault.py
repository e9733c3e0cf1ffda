"""Validate: a breach that was found, before it is a diagnostic."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..diagnostics import Severity, Span
from ..source import Document, Pointer


class Fault(Struct, frozen=True):
    """`subject` is the keyword or member that the fault is about; with the place it
    decides the severity, unless that is given."""

    document: Document
    pointer: Pointer
    message: str
    subject: str
    part: Literal["key", "value"] = "value"
    severity: Severity | None = None
    help: str | None = None

    def span(self) -> Span:
        return self.document.span(self.pointer, self.part)
