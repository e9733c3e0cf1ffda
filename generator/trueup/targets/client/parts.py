"""The `__init__.py` of a package of parts."""

from __future__ import annotations

from msgspec import Struct

from ...emit.module_split import PartView, import_parts, part_names
from ...emit.quoting import Code
from ...emit.syntax import bracket


class PartsView(Struct, frozen=True):
    """An `__init__.py` that has all that its parts have."""

    doc: Code
    imports: Code  # `from . import _part1, _part2`
    parts: tuple[PartView, ...]
    exports: Code


def all_parts(doc: Code, count: int) -> tuple[str, PartsView]:
    """The `__init__.py` over so many parts, each of which has an `__all__`."""
    names = part_names(count)
    exports = [Code(f"*{name}.__all__") for name in names]
    view = PartsView(
        doc,
        import_parts(count),
        tuple(map(PartView, names)),
        bracket("__all__ = [", exports, "]"),
    )
    return "client/parts.py.j2", view
