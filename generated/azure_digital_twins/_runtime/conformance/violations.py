"""Responses that differ from the description."""

from __future__ import annotations

from msgspec import Struct


class Violation(Struct, frozen=True):
    """A response that differs from the description.

    Violations of one operation with the same cause count as one failure. `pointer` leads
    into the description, `schema` into `schemas.json`.
    """

    cause: str
    message: str
    pointer: str
    schema: str | None = None
