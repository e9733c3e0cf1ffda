"""Client against server, and a server of yours against the description."""

from __future__ import annotations

from trueup_runtime.conformance.loop import (
    test_accepted,
    test_over_a_socket,
    test_refused,
    test_returned_is_got,
    test_sent_is_received,
    test_stub_refuses,
    test_unimplemented,
)

__all__ = [
    "test_accepted",
    "test_over_a_socket",
    "test_refused",
    "test_returned_is_got",
    "test_sent_is_received",
    "test_stub_refuses",
    "test_unimplemented",
]
