"""Two processes make what one would have made."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from trueup import pipeline, processes
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.processes import beside, halves
from trueup.resolve import Access

ROOT = Path(__file__).parents[2]
DESCRIPTIONS = sorted(
    (
        *ROOT.glob("tests/cases/features/*/spec.yaml"),
        *ROOT.glob("specs/*/openapi.yaml"),
    )
)

forks = pytest.mark.skipif(not processes.can_fork(), reason="one processor, or no fork")


def shown(path: Path) -> str:
    return path.parent.name


@forks
def test_one_is_done_in_a_fork_and_the_other_here() -> None:
    there, here = beside(os.getpid, os.getpid)
    assert here == os.getpid() != there


def test_without_a_fork_both_are_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    assert beside(os.getpid, os.getpid) == (os.getpid(), os.getpid())


def test_more_comes_back_than_a_pipe_holds() -> None:
    there, here = beside(lambda: "x" * 5_000_000, lambda: "here")
    assert (len(there), here) == (5_000_000, "here")


def _fail(text: str) -> None:
    raise ValueError(text)


def test_what_the_fork_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="there"):
        beside(lambda: _fail("there"), lambda: None)


def test_what_is_raised_here_comes_first() -> None:
    with pytest.raises(ValueError, match="here"):
        beside(lambda: _fail("there"), lambda: _fail("here"))


@forks
def test_a_fork_that_dies_is_told_of() -> None:
    with pytest.raises(ChildProcessError, match="exit code 7"):
        beside(lambda: os._exit(7), lambda: None)


@pytest.mark.parametrize("weights", ([], [5], [0, 0, 0], [1, 2, 3, 4, 30], [7] * 9))
def test_each_weight_is_in_one_share(weights: list[int]) -> None:
    one, other = halves(weights)
    assert sorted((*one, *other)) == list(range(len(weights)))
    assert one == sorted(one) and other == sorted(other)
    difference = sum(weights[i] for i in one) - sum(weights[i] for i in other)
    assert abs(difference) <= max(weights, default=0)


def generated(path: Path, tmp_path: Path) -> tuple[object, ...]:
    package = Package(name="pack", output=tmp_path, description=path)
    report = Report()
    files = pipeline.generate(package, report, Access(root=ROOT))
    return files, list(report)


@forks
@pytest.mark.parametrize("path", DESCRIPTIONS, ids=shown)
def test_two_processes_make_the_same(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = generated(path, tmp_path)
    forked: list[object] = []

    def counted(*work: Any) -> Any:
        forked.append(work)
        return beside(*work)

    monkeypatch.setattr(pipeline, "beside", counted)
    monkeypatch.setattr(pipeline, "LARGE_DESCRIPTION", 0)
    monkeypatch.setattr(pipeline, "LARGE_PLAN", 0)
    assert generated(path, tmp_path) == expected
    assert len(forked) == 2


@forks
def test_a_rule_that_forbids_has_the_last_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said of lowering where a rule's finding is an error."""
    path = tmp_path / "openapi.yaml"
    content = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "OK"}}}}},
        "components": {"schemas": {"A": {"type": "object", "required": ["b"]}}},
    }
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    package = Package(name="pack", output=tmp_path, description=path)
    found = []
    for size in (5_000, 0):
        monkeypatch.setattr(pipeline, "LARGE_DESCRIPTION", size)
        report = Report()
        severities = {"operation-operation-id": "error"}
        files = pipeline.generate(package, report, Access(), severities)
        found.append((files, [one.code for one in report]))
    assert found[0] == found[1] == ((), ["operation-operation-id"])
