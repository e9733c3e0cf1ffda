"""The description's own examples, through both clients."""

from __future__ import annotations

from trueup_runtime.conformance.examples import (
    test_client_error_is_not_retried,
    test_documented_request_is_sent,
    test_documented_response_is_decoded,
    test_documented_response_is_decoded_async,
)

__all__ = [
    "test_client_error_is_not_retried",
    "test_documented_request_is_sent",
    "test_documented_response_is_decoded",
    "test_documented_response_is_decoded_async",
]
