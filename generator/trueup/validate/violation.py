"""Violations of the OpenAPI Specification."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..diagnostics import Severity, Span
from ..source import Document, Pointer


class SpecViolation(Struct, frozen=True):
    """A violation. `subject` is the keyword or field that is violated; it determines the
    severity, together with the location, unless `severity` is set. `effect` is the effect
    on generated code. `code` is that of the diagnostic."""

    document: Document
    pointer: Pointer
    message: str
    subject: str
    part: Literal["key", "value"] = "value"
    severity: Severity | None = None
    effect: str | None = None
    help: str | None = None
    code: str = "invalid-description"

    def span(self) -> Span:
        return self.document.span(self.pointer, self.part)
