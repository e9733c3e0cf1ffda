"""Documented response headers as typed properties. None: absent or invalid."""

from __future__ import annotations

from trueup_runtime.client import Headers


class RetryAfterHeaders(Headers):
    """Headers with `Retry-After`."""

    @property
    def retry_after(self) -> int | None:
        """Seconds until the client may send requests again."""
        return self.read("Retry-After", int)
