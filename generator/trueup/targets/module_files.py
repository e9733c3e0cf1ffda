"""Plan a module, or a package of parts in place of a module that is too large."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from msgspec import Struct

from ..emit.module_split import part_names
from ..emit.quoting import Code
from ..render import Planned

Item = TypeVar("Item")


class ModulePart(Struct, Generic[Item], frozen=True):
    """The content of a module, or of one of `count` parts in its place.

    `dots` lead from it to the root of the package.
    """

    items: Sequence[Item]
    dots: str
    index: int
    count: int

    @property
    def is_part(self) -> bool:
        return self.count > 1


class PartsView(Struct, frozen=True):
    """The `__init__.py` of a package of parts."""

    doc: Code
    parts: tuple[Code, ...]


def plan_module(
    name: str,
    template: str,
    runs: Sequence[Sequence[Item]],
    view: Callable[[ModulePart[Item]], object],
    init_template: str,
    init_view: Callable[[tuple[Code, ...]], object],
) -> Iterator[Planned]:
    """Plan `name.py`, or a package `name` with one module for each of several runs.

    `init_view` makes the view of that package's `__init__.py` from the names of its parts.
    """
    count, depth = len(runs), 1 + name.count("/")
    if count == 1:
        whole = ModulePart(runs[0], "." * depth, 0, 1)
        yield Planned(PurePosixPath(f"{name}.py"), template, view(whole))
        return
    folder, names = PurePosixPath(name), part_names(count)
    for index, items in enumerate(runs):
        part = ModulePart(items, "." * (depth + 1), index, count)
        yield Planned(folder / f"{names[index]}.py", template, view(part))
    yield Planned(folder / "__init__.py", init_template, init_view(names))
