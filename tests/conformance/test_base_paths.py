"""Base paths of servers, as the suite uses them."""

from __future__ import annotations

import pytest

from trueup import ir
from trueup.targets.conformance.operation_row import base_path_of


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://test.example/v1", "/v1"),
        ("https://test.example/v1/{tenant}/a/", "/v1/tenant/a"),
        ("/{}", "/"),
    ],
)
def test_undeclared_variable_of_a_server_gets_a_value(url: str, path: str) -> None:
    assert base_path_of([ir.Server(url)]) == path
