"""Models of Oracle ESS."""

from __future__ import annotations

from trueup_runtime.client import Model

__all__ = ["Link", "SimpleExceptionDetail"]


class Link(Model):
    __formats__ = {"href": "uri"}

    href: str | None = None
    """Address of the link."""
    rel: str | None = None
    """Relationship with the returned resource."""


class SimpleExceptionDetail(Model, rename="camel"):
    detail: str | None = None
    """Detailed error message."""
    error_code: str | None = None
    """Error code of the scheduler."""
    status: int | None = None
    """HTTP status code."""
    title: str
    """Summary error message."""
    type: str
    """URI of the kind of problem: one of the application's own where there is one, else
    a page about the HTTP status.
    """
