"""Client against server."""

from __future__ import annotations

from .._runtime.conformance.loop import (
    test_client_returns_response_of_handler,
    test_handler_receives_what_client_sends,
    test_invalid_request_reaches_no_handler,
    test_round_trip_over_socket,
    test_stub_rejects_invalid_request,
    test_unimplemented_operation_responds_501,
)

__all__ = [
    "test_client_returns_response_of_handler",
    "test_handler_receives_what_client_sends",
    "test_invalid_request_reaches_no_handler",
    "test_round_trip_over_socket",
    "test_stub_rejects_invalid_request",
    "test_unimplemented_operation_responds_501",
]
