"""The current date, on which only the expiry of suppressions depends."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The date in UTC, so that it is the same for everybody."""
    return datetime.now(UTC).date()
