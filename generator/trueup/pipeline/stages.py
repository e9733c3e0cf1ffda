"""Progress of stages, and notes on exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..diagnostics import Report

if TYPE_CHECKING:
    from .. import ir
    from ..config import Package
    from ..render import Planned
    from ..resolve import Spec
    from ..source import Document

Progress: TypeAlias = Callable[[str], None]
"""Called with the name of each stage when it starts."""

Load: TypeAlias = "Callable[[], Document | None]"

Plan: TypeAlias = "Callable[[Package, ir.Api, Report], Iterable[Planned]]"

Observe: TypeAlias = "Callable[[Spec], None]"


def ignore_progress(stage: str) -> None:
    pass


def ignore_spec(spec: Spec) -> None:
    pass


@contextmanager
def stage(name: str, path: Path, progress: Progress) -> Iterator[None]:
    """Report progress, and add the stage to an exception."""
    progress(name)
    try:
        yield
    except Exception as error:
        error.add_note(f"in stage `{name}` of {path.as_posix()}")
        raise
