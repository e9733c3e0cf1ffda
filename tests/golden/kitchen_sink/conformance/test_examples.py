"""The description's own examples, through both clients."""

from __future__ import annotations

from trueup_runtime.conformance.examples import (
    test_answer,
    test_awaited_answer,
    test_no_retry,
    test_request,
)

__all__ = ["test_answer", "test_awaited_answer", "test_no_retry", "test_request"]
