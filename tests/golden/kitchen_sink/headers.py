"""Documented response headers as typed properties. None: absent or invalid."""

from __future__ import annotations

from trueup_runtime.client import Headers


class XTotalCountHeaders(Headers):
    """Headers with `X-Total-Count`."""

    @property
    def x_total_count(self) -> int | None:
        """How many orders there are in all.

        Deprecated.
        """
        return self.read("X-Total-Count", int)


class LocationHeaders(Headers):
    """Headers with `Location`."""

    @property
    def location(self) -> str | None:
        """Where the order is found."""
        return self.read("Location", str)


class RetryAfterHeaders(Headers):
    """Headers with `Retry-After`."""

    @property
    def retry_after(self) -> int | None:
        """`Retry-After`."""
        return self.read("Retry-After", int)
