"""Results of operations of a server of yours."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from trueup_runtime.conformance.results import OperationResult, Results


def results(*responses: tuple[int, bool, str]) -> OperationResult:
    """The result of an operation, from (status, whether it is a declared success, outcome
    of the test)."""
    plugin: Any = Results.__new__(Results)
    operation: Any = SimpleNamespace(name="pets.get")
    plugin.operations = {"pets.get": OperationResult(operation)}
    for status, is_success, outcome in responses:
        report: Any = pytest.TestReport(
            *("test.py::test", ("test.py", 1, "test"), {}, outcome, None, "call")
        )
        value = {"operation": "pets.get", "status": status, "success": is_success}
        plugin._add(report, {**value, "items": None})
    result: OperationResult = plugin.operations["pets.get"]
    return result


@pytest.mark.parametrize(
    ("responses", "outcome"),
    [
        ([(200, True, "passed"), (404, False, "passed")], "succeeded"),
        ([(404, False, "passed")], "refused only"),
        ([(404, False, "passed"), (201, False, "failed")], "refused only"),
        ([(201, False, "failed")], "failed"),
        ([(501, False, "passed")], "not implemented"),
        ([], "never reached"),
    ],
)
def test_result_of_an_operation(
    responses: list[tuple[int, bool, str]], outcome: str
) -> None:
    assert results(*responses).outcome == outcome
