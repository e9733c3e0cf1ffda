"""A progress bar on standard error: only on a terminal, only where work takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STAGES = 10
"""Stages of one package, see `pipeline`."""

_PATIENCE = 1.0
"""Seconds before anything is drawn: most runs are over by then."""


@contextmanager
def progress(packages: int, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each stage that begins."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage: None
        return
    bar = _Bar(packages * STAGES)
    try:
        yield bar.advance
    finally:
        bar.stop()


class _Bar:
    """rich's bar, imported and begun when the first stage after a while begins."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._begun = time.monotonic()
        self._draw: Callable[[str, int], None] | None = None
        self._stop: Callable[[], None] = lambda: None

    def advance(self, stage: str) -> None:
        if self._draw is None and time.monotonic() - self._begun > _PATIENCE:
            self._start()
        if self._draw is not None:
            self._draw(stage, self._done)
        self._done += 1

    def stop(self) -> None:
        self._stop()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        shown = Progress(console=console, transient=True, auto_refresh=False)
        task = shown.add_task("", total=self._total)

        def draw(stage: str, done: int) -> None:
            shown.update(task, description=stage, completed=done, refresh=True)

        shown.start()
        self._draw, self._stop = draw, shown.stop
