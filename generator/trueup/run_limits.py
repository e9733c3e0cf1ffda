"""The limits of a run: memory, stack, and what a description may ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .diagnostics import Locatable, Report

T = TypeVar("T")


class TooLarge(Exception):
    """A description that asks for more than a limit allows."""

    def __init__(self, message: str, location: Locatable | None, help: str) -> None:
        super().__init__(message)
        self.message, self.location, self.help = message, location, help


def within_limits(work: Callable[[], T], report: Report) -> T | None:
    """Run `work`; report a description that exhausts memory or the stack or exceeds a
    limit, return None."""
    try:
        return work()
    except TooLarge as error:
        report.error("too-large", error.message, error.location, help=error.help)
        return None
    except (RecursionError, MemoryError) as error:
        is_deep = isinstance(error, RecursionError)
        stage = "".join(f" {note}" for note in getattr(error, "__notes__", ())[:1])
    # After the handler, since the exception holds the stack and its memory.
    if is_deep:
        report.error("too-deep", f"too much nesting{stage}", None)
    else:
        report.error("too-large", f"out of memory{stage}", None)
    return None
