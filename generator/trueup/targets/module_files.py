"""Plan a module, or the package of parts that stands in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from ..emit.module_split import part_names
from ..render import Planned


def plan_module(
    name: str,
    template: str,
    views: Sequence[object],
    whole: Callable[[int], tuple[str, object]],
) -> Iterator[Planned]:
    """`name.py`; where there are several views, the package `name`, a module for each.

    `whole` gives template and view of that package's `__init__.py`, by their number.
    """
    if len(views) == 1:
        yield Planned(PurePosixPath(f"{name}.py"), template, views[0])
        return
    folder = PurePosixPath(name)
    for part, view in zip(part_names(len(views)), views, strict=True):
        yield Planned(folder / f"{part}.py", template, view)
    yield Planned(folder / "__init__.py", *whole(len(views)))
