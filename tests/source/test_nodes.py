"""Comparison of nodes, which the compiler uses without an effect that a user sees."""

from __future__ import annotations

from pathlib import Path

from trueup.diagnostics import Report
from trueup.source import Node, parse


def test_nodes_at_one_location_are_not_different() -> None:
    document = parse("a: 1\nb: 1\n", Path("/none/a.yaml"), Report())
    assert document is not None
    root = Node(document, (), document.value)
    assert not root.at("a") != root.at("a")
    assert root.at("a") != root.at("b")
