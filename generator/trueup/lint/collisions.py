"""Names that are the same after the conversion to Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def collisions(
    names: Iterable[str], convert: Callable[[str], str]
) -> Iterator[tuple[str, str, str]]:
    """(first name, another one, the identifier of both)."""
    owners: dict[str, str] = {}
    for name in names:
        identifier = convert(name)
        first = owners.setdefault(identifier, name)
        if first != name:
            yield first, name, identifier
