"""Results of a run by operation: a table, a JSON report, and `--require-success`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest
from msgspec import Struct, field

from .suite import Suite
from .vectors import Operation

PROPERTY = "conformance"
"""The user property of a test report that has its result."""

FORMAT = 1
_NOT_IMPLEMENTED = "NOT IMPLEMENTED"

Outcome: TypeAlias = Literal[
    "succeeded", "refused only", "failed", "not implemented", "never reached"
]


class OperationResult(Struct):
    """Responses to valid requests of an operation, and failures of any test of it."""

    operation: Operation
    statuses: Counter[int] = field(default_factory=Counter[int])
    successes: int = 0
    refusals: int = 0
    """Responses of passed tests that are not a declared success."""
    items: int | None = None
    """Items in all responses, if the responses are sequences."""
    failures: list[str] = field(default_factory=list[str])
    skipped: dict[str, None] = field(default_factory=dict[str, None])

    @property
    def outcome(self) -> Outcome:
        if self.successes:
            return "succeeded"
        if not self.statuses:
            return "never reached"
        if set(self.statuses) == {501}:
            return "not implemented"
        return "failed" if self.failures and not self.refusals else "refused only"

    def row(self) -> dict[str, Any]:
        """The operation in the JSON report."""
        return {
            "name": self.operation.name,
            "id": self.operation.id,
            "method": self.operation.method,
            "path": self.operation.path,
            "pointer": f"#{self.operation.pointer}",
            "result": self.outcome,
            "successes": self.successes,
            "items": self.items,
            "statuses": {str(code): n for code, n in sorted(self.statuses.items())},
            "failures": self.failures,
            "skipped": list(self.skipped),
        }


class Results:
    """A plug-in that collects the results of one suite from the reports of its tests.

    Reports of other processes (pytest-xdist) have them, too.
    """

    def __init__(self, config: pytest.Config, suite: Suite) -> None:
        self._config = config
        self._suite = suite
        self.is_aborted = False
        """Whether the run ended before any operation responded."""
        self.server: str | None = None
        """The server under test; None for the generated one."""
        self.require_success = False
        self.report_file: str | None = None
        self.counts: Counter[str] = Counter()
        self.failed: list[dict[str, str]] = []
        self._is_file_of_suite: dict[str, bool] = {}
        self.operations = {
            name: OperationResult(operation)
            for name, operation in suite.vectors.operations.items()
        }

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not self._is_of_suite(report):
            return
        is_missing = report.skipped and _NOT_IMPLEMENTED in str(report.longrepr)
        if report.failed or report.skipped or report.when == "call":
            self.counts["not implemented" if is_missing else report.outcome] += 1
        if report.failed:
            message = str(report.longrepr)
            self.failed.append({"test": report.nodeid, "message": message})
        if report.failed or report.skipped or report.when == "call":
            for name, value in report.user_properties:
                if name == PROPERTY and isinstance(value, dict):
                    self._add(report, value)

    def _add(self, report: pytest.TestReport, value: dict[str, Any]) -> None:
        result = self.operations.get(value["operation"])
        if result is None:
            return
        if "status" in value:
            result.statuses[value["status"]] += 1
            result.successes += value["success"]
            result.refusals += report.passed and not value["success"]
            if value["items"] is not None:
                result.items = (result.items or 0) + value["items"]
        if report.failed:
            result.failures.append(report.nodeid)
        if "skipped" in value:
            result.skipped[value["skipped"]] = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if hasattr(self._config, "workerinput") or self.server is None:
            return
        is_reached = any(result.statuses for result in self.operations.values())
        is_whole = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        self.is_aborted = not (is_reached or is_whole)
        if self.report_file is not None:
            text = json.dumps(self.document(), indent=2) + "\n"
            Path(self.report_file).write_text(text, encoding="utf-8")
        is_passed = exitstatus in (
            pytest.ExitCode.OK,
            pytest.ExitCode.NO_TESTS_COLLECTED,
        )
        if self.require_success and self.without_success and is_passed:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @property
    def without_success(self) -> list[OperationResult]:
        """Operations that never responded with a declared success, but for those that
        failed, as the tests say."""
        results = self.operations.values()
        return [r for r in results if r.outcome not in ("succeeded", "failed")]

    def document(self) -> dict[str, Any]:
        """The JSON report."""
        summary: Counter[str] = Counter(r.outcome for r in self.operations.values())
        return {
            "format": FORMAT,
            "package": self._suite.package,
            "title": self._suite.vectors.title,
            "server": self.server,
            "tests": dict(self.counts),
            "summary": {
                name: summary[name]
                for name in (
                    "succeeded",
                    "refused only",
                    "failed",
                    "not implemented",
                    "never reached",
                )
            },
            "operations": [result.row() for result in self.operations.values()],
            "failures": self.failed,
        }

    def table(self) -> Iterator[str]:
        """The results by operation, and the operations without success."""
        width = max(map(len, self.operations), default=0)
        yield f"{self._suite.package}.conformance: responses of {self.server}"
        for name, result in self.operations.items():
            seen = ", ".join(f"{s} ×{n}" for s, n in sorted(result.statuses.items()))
            reason = "; ".join(result.skipped) if not seen else seen
            failures = len(result.failures)
            noted = ", no items" if result.items == 0 else ""
            noted += f"  {failures} failed" if failures else ""
            yield f"  {name:{width}}  {result.outcome:15}  {reason}{noted}".rstrip()
        names = [result.operation.name for result in self.without_success]
        if names:
            level = "error" if self.require_success else "warning"
            counted = f"{len(names)} operation{'s' * (len(names) > 1)}"
            advice = "" if self.require_success else " (--require-success: an error)"
            yield (
                f"{level}: {counted} never responded with a declared success:"
                f" {', '.join(names)}{advice}"
            )
        yield from self._empty_sequences()

    def _empty_sequences(self) -> Iterator[str]:
        names = [r.operation.name for r in self.operations.values() if r.items == 0]
        if names:
            yield f"warning: no response had an item: {', '.join(names)}"

    def _is_of_suite(self, report: pytest.TestReport) -> bool:
        """Decided once per file, since every suite of a run gets the reports of all."""
        file = report.nodeid.partition("::")[0]
        if file not in self._is_file_of_suite:
            folder = (self._config.rootpath / file).resolve().parent
            self._is_file_of_suite[file] = folder == self._suite.folder.resolve()
        return self._is_file_of_suite[file]
