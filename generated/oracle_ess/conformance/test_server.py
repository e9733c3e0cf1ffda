"""A server of yours against the description."""

from __future__ import annotations

from trueup_runtime.conformance.server import (
    test_created_resource_is_returned,
    test_invalid_request_is_rejected,
    test_valid_request_gets_declared_response,
)

__all__ = [
    "test_created_resource_is_returned",
    "test_invalid_request_is_rejected",
    "test_valid_request_gets_declared_response",
]
