"""Client against description: exact requests, and every response as its type."""

from __future__ import annotations

from trueup_runtime.conformance.client_wire import test_request, test_response

__all__ = ["test_request", "test_response"]
