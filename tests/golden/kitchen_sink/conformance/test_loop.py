"""Client against server, and a server of yours against the description."""

from __future__ import annotations

from trueup_runtime.conformance.loop import (
    test_client_returns_response_of_handler,
    test_handler_receives_what_client_sends,
    test_invalid_request_is_rejected,
    test_round_trip_over_socket,
    test_stub_rejects_invalid_request,
    test_unimplemented_operation_responds_501,
    test_valid_request_gets_declared_response,
)

__all__ = [
    "test_client_returns_response_of_handler",
    "test_handler_receives_what_client_sends",
    "test_invalid_request_is_rejected",
    "test_round_trip_over_socket",
    "test_stub_rejects_invalid_request",
    "test_unimplemented_operation_responds_501",
    "test_valid_request_gets_declared_response",
]
