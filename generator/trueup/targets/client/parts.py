"""The `__init__.py` of a package of parts."""

from __future__ import annotations

from msgspec import Struct

from ...emit.module_split import part_names
from ...emit.quoting import Code


class PartsView(Struct, frozen=True):
    """An `__init__.py` that has all that its parts have."""

    doc: Code
    parts: tuple[Code, ...]


def all_parts(doc: Code, count: int) -> tuple[str, PartsView]:
    """Template and view of the `__init__.py` over so many parts, each of which has an
    `__all__`."""
    return "client/parts.py.j2", PartsView(doc, part_names(count))
