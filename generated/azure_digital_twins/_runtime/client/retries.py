"""Retries: which calls are repeated, and after which delay.

A request that was not sent is repeated for every method. Otherwise the service may have
processed it: only idempotent requests are repeated, unless the service itself asks for
a repetition (429 or 503 with Retry-After).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from .headers import Headers

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"})
"""RFC 9110, section 9.2.2; QUERY is safe by its own definition."""

_ASKED = frozenset({429, 503})
_TRANSIENT = frozenset({408, 429, 502, 503, 504})


def _jitter() -> float:
    return random.random()


class RetryPolicy(msgspec.Struct, frozen=True):
    """`retries` more attempts; the wait doubles from `base` up to `cap` (seconds).

    The wait is drawn evenly between zero and that (full jitter). `longest` is the
    longest Retry-After that is waited for; beyond it the answer stands.
    """

    retries: int = 2
    base: float = 0.5
    cap: float = 8.0
    longest: float = 60.0
    jitter: Callable[[], float] = _jitter

    def wait(self, attempt: int, delay: float | None) -> float | None:
        """Seconds before the attempt after number `attempt` (from 0); None: give up."""
        if attempt >= self.retries:
            return None
        if delay is not None:
            return delay if delay <= self.longest else None
        return min(self.cap, self.base * 2.0 ** min(attempt, 64)) * self.jitter()


def may_repeat(status: int, delay: float | None, *, safe: bool) -> bool:
    """Whether an answer of that status may be followed by another attempt.

    `delay` is its Retry-After, `safe` whether the work may be done twice.
    """
    if status in _ASKED and delay is not None:
        return True
    return safe and status in _TRANSIENT


def retry_after(
    headers: Headers, now: Callable[[], datetime] | None = None
) -> float | None:
    """Retry-After in seconds from now: given as such, or as a date (RFC 9110, 10.2.3)."""
    text = headers.get("Retry-After", "").strip()
    if not text or len(text) > _LONGEST:
        return None
    if text.isascii() and text.replace(".", "", 1).isdecimal():
        return float(text)
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(text)
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        present = now() if now is not None else datetime.now(UTC)
        return max(0.0, (when - present).total_seconds())
    # An offset or a year beyond what `datetime` can hold is an `OverflowError`.
    except (ValueError, TypeError, OverflowError):
        return None


_LONGEST = 64
"""Characters of a Retry-After that is parsed; no date is longer."""


def can_be_repeated(content: object) -> bool:
    """Whether a body can be sent again: an iterator cannot, and some files can."""
    is_whole = content is None or isinstance(content, bytes)
    return is_whole or getattr(content, "can_rewind", False) is True
