"""Models of OTC ModelArts."""

from __future__ import annotations

from trueup_runtime.client import Model

__all__ = ["JobActionResult"]


class JobActionResult(Model):
    """What came of a request. A failed request may have the same shape, and may arrive
    with a status of success.
    """

    is_success: bool | None = None
    """Whether the request is successful."""
    error_code: str | None = None
    """Code of the failure, such as `ModelArts.0105`. Absent when the call succeeds."""
    error_message: str | None = None
    """The failure in words. Absent when the call succeeds. Older editions and the
    gateway call it `error_msg`.
    """
