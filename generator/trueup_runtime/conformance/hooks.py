"""Options, markers and the summary of a suite.

`pytest` calls the hooks in `conftest.py` of a generated suite, which call these.
"""

from __future__ import annotations

import os
from contextlib import suppress

import pytest

from .suite import Suite, parametrize

__all__ = ["add_options", "configure", "deselect", "option", "parametrize", "summarize"]

_NOT_IMPLEMENTED = "NOT IMPLEMENTED"


def add_options(parser: pytest.Parser) -> None:
    """Add options for the server under test, shared by all suites of a run."""
    group = parser.getgroup("conformance")
    options = (
        ("--base-url", "URL of a live server, base path included"),
        ("--app", "module:attribute of an ASGI application"),
    )
    for name, help in options:
        with suppress(ValueError):  # another suite, or a plug-in, has it already
            group.addoption(name, default=None, help=help)
    with suppress(ValueError):
        group.addoption(
            "--allow-writes",
            action="store_true",
            default=False,
            help="send requests that may change data to a live server",
        )


def configure(config: pytest.Config, suite: Suite) -> None:
    """Refuse to run without the generated vectors, and declare the markers."""
    if suite.problem is not None:
        raise pytest.UsageError(suite.problem)
    config.addinivalue_line("markers", "generated: tests the generated server")
    config.addinivalue_line("markers", "yours: tests --app or --base-url")
    config.addinivalue_line("markers", "vectors: selects the vectors of a test")


def deselect(config: pytest.Config, items: list[pytest.Item], suite: Suite) -> None:
    """Deselect tests of the other kind of server."""
    unwanted = "generated" if option(config, "--app", "--base-url") else "yours"
    out = [
        item
        for item in items
        if item.path.parent == suite.folder and item.get_closest_marker(unwanted)
    ]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def option(config: pytest.Config, *names: str) -> str | None:
    """The first of the options that is set. They are unknown until a suite is read."""
    values = (config.getoption(name, default=None) for name in names)
    return next((str(value) for value in values if value), None)


def summarize(terminalreporter: pytest.TerminalReporter, suite: Suite) -> None:
    """Print the numbers of passed, unimplemented and skipped vectors."""
    counts = {"passed": 0, "failed": 0, "not implemented": 0, "skipped": 0}
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(outcome, ()):
            if isinstance(report, pytest.TestReport) and _is_ours(
                terminalreporter.config, report, suite
            ):
                missing = outcome == "skipped" and _NOT_IMPLEMENTED in str(
                    report.longrepr
                )
                counts["not implemented" if missing else outcome] += 1
    if not any(counts.values()):
        return
    counted = [f"{count} {name}" for name, count in counts.items() if count]
    if suite.vectors.skipped:
        counted.append(
            f"{len(suite.vectors.skipped)} not tried (`skipped` in vectors.json)"
        )
    terminalreporter.write_line(f"{suite.package}.conformance: {', '.join(counted)}")


def _is_ours(config: pytest.Config, report: pytest.TestReport, suite: Suite) -> bool:
    path = os.path.join(config.rootpath, report.nodeid.partition("::")[0])
    return os.path.dirname(os.path.normpath(path)) == str(suite.folder)
