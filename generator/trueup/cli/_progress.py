"""A progress bar on standard error, for long runs on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STAGES = 10
"""Stages of one package, see `pipeline`."""

_DELAY = 1.0
"""Seconds before the bar is shown; most runs are faster."""


@contextmanager
def progress(steps: int, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yield a function to call with the name of each step."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage: None
        return
    bar = _Bar(steps)
    try:
        yield bar.advance
    finally:
        bar.stop()


class _Bar:
    """A progress bar of rich, imported and shown after `_DELAY`."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._started = time.monotonic()
        self._draw: Callable[[str, int], None] | None = None
        self._stop: Callable[[], None] = lambda: None

    def advance(self, stage: str) -> None:
        if self._draw is None and time.monotonic() - self._started > _DELAY:
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
        bar = Progress(console=console, transient=True, auto_refresh=False)
        task = bar.add_task("", total=self._total)

        def draw(stage: str, done: int) -> None:
            bar.update(task, description=stage, completed=done, refresh=True)

        bar.start()
        self._draw, self._stop = draw, bar.stop
