"""Documented response headers as typed properties. None: absent or invalid."""

from __future__ import annotations

from ._runtime.client import Headers


class XMsErrorCodeHeaders(Headers):
    """Headers with `x-ms-error-code`."""

    @property
    def x_ms_error_code(self) -> str | None:
        """Error code for specific error that occurred."""
        return self.read("x-ms-error-code", str)
