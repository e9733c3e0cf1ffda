"""Models of Bentley iTwin."""

from __future__ import annotations

from trueup_runtime.client import UNSET, Model, UnsetType

__all__ = ["Error", "ErrorResponse"]


class Error(Model):
    """What went wrong."""

    code: str
    """An error code out of a set that the service defines."""
    message: str
    """The error in words for people."""
    target: str | None | UnsetType = UNSET
    """What the error is about."""


class ErrorResponse(Model):
    """Details of a failure. Do not count on it: a failed request may carry no body of
    this shape, and members may be null, because the failure may have kept the
    service from building it.
    """

    error: Error
