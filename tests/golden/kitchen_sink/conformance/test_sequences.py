"""Responses that are sequences, item by item, through the `stream` methods."""

from __future__ import annotations

from trueup_runtime.conformance.sequences import (
    test_client_yields_items_of_handler,
    test_items_split_across_chunks_are_complete,
)

__all__ = [
    "test_client_yields_items_of_handler",
    "test_items_split_across_chunks_are_complete",
]
