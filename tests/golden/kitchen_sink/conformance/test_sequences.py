"""Responses that are sequences, item by item, as the `stream` methods give them."""

from __future__ import annotations

from trueup_runtime.conformance.sequences import (
    test_items_are_put_together,
    test_returned_items_are_got,
)

__all__ = ["test_items_are_put_together", "test_returned_items_are_got"]
