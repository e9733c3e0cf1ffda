"""The time by which the current call has to end."""

from __future__ import annotations

import builtins
import time
from collections.abc import Awaitable
from contextvars import ContextVar
from typing import TypeVar

from .errors import TimeoutError

T = TypeVar("T")

deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))
"""For transports that wait for the network, by `time.monotonic`; infinity where there is
no limit, as between the items of a stream."""


def after(seconds: float) -> float:
    """The deadline of a call that ends some seconds from now."""
    return time.monotonic() + seconds


_LATE = "no credentials in time"


def left(end: float) -> float | None:
    """Seconds for credentials until `end`; None without a limit. Raises `TimeoutError`."""
    if end == float("inf"):
        return None
    seconds = end - time.monotonic()
    if seconds <= 0:
        raise TimeoutError(_LATE, sent=False)
    return seconds


async def before(secret: Awaitable[T], end: float) -> T:
    """Await a secret until `end`. Raises `TimeoutError`."""
    from asyncio import timeout  # slow to import; a running loop has it

    scope = timeout(None if end == float("inf") else max(0.0, end - time.monotonic()))
    try:
        async with scope:
            return await secret
    except builtins.TimeoutError as error:
        if not scope.expired() or isinstance(error, TimeoutError):
            raise
    raise TimeoutError(_LATE, sent=False)
