"""Client against description: exact requests, and every response as its type."""

from __future__ import annotations

from .._runtime.conformance.client_wire import (
    test_client_sends_exact_request,
    test_response_is_decoded,
)

__all__ = ["test_client_sends_exact_request", "test_response_is_decoded"]
