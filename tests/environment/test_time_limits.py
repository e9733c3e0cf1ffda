"""Limits of time guard against hanging only: no test fails on a busy machine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ..file_checks import for_all

ROOT = Path(__file__).parents[2]
SHORTEST = 600
"""Seconds that a limit must allow."""

SUITES = sorted(
    path
    for folder in ("tests", "generator/trueup_runtime/conformance", "generated")
    for path in (ROOT / folder).rglob("*.py")
    if folder == "tests" or "conformance" in path.parts
)
CLOCKS = {"perf_counter", "process_time", "thread_time", "monotonic", "time"}

# Short timeouts of the client are what its tests are about; a lock that is not waited
# for has a timeout of zero.
CLIENT_OPTIONS = {
    "with_options",
    "client",
    "Awaited",
    "Client",
    "acquire",
    "Timeout",
    "options",
    "timeout_of",
    "kind",
}


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def limits(tree: ast.Module) -> Iterator[tuple[int, float]]:
    """(line, seconds) of each limit that is written as a number."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node) in CLIENT_OPTIONS:
            continue
        values = [each.value for each in node.keywords if each.arg == "timeout"]
        if called(node) == "join" and "thread" in ast.unparse(node.func):
            values += node.args
        if called(node) == "wait" and "process" in ast.unparse(node.func):
            values += node.args
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, int | float):
                yield node.lineno, value.value


def clocks(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            f"time.{name}{suffix}" for name in CLOCKS for suffix in ("", "_ns")
        }:
            yield node.lineno


@for_all(SUITES)
def test_limits_are_generous_and_no_clock_is_read(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [line for line, seconds in limits(tree) if seconds < SHORTEST]
    assert not list(clocks(tree))


def test_short_limits_and_clocks_are_recognized() -> None:
    tree = ast.parse(
        "run(command, timeout=120)\n"
        "thread.join(10)\n"
        "process.wait(60.0)\n"
        "assert time.perf_counter() - start < 1\n"
        "run(command, timeout=600)\n"
    )
    assert [line for line, seconds in limits(tree) if seconds < SHORTEST] == [1, 2, 3]
    assert list(clocks(tree)) == [4]
